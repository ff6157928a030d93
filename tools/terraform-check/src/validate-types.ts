import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '@cdg/child-processes';
import { INFRASTRUCTURE } from './read-infrastructure.ts';
import { stripProvider } from './strip-provider.ts';

/**
 * Lets Terraform validate each environment, with the modules that it calls, without the provider: names and types of all
 * variables, locals, outputs and calls.
 *
 * @returns what it has to say
 */
export async function validateTypes(signal: AbortSignal): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'terraform-check-'));
  try {
    for (const part of ['modules', 'environments'])
      cpSync(join(INFRASTRUCTURE, part), join(folder, part), { recursive: true });
    for (const path of globSync('**/*.tf', { cwd: folder })) {
      writeFileSync(join(folder, path), stripProvider(readFileSync(join(folder, path), 'utf8')));
    }
    const faults: string[] = [];
    for (const environment of globSync('environments/*', { cwd: folder }).sort()) {
      const said = await validate(join(folder, environment), signal);
      if (said !== undefined) faults.push(`${environment}:\n${said}`);
    }
    return faults;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function validate(folder: string, signal: AbortSignal): Promise<string | undefined> {
  let said = '';
  for (const command of [['init', '-backend=false', '-input=false'], ['validate']]) {
    const status = await runCommand({
      command: ['terraform', ...command, '-no-color'],
      // A configuration of this machine's could send Terraform elsewhere for what it does not even need.
      environment: { TF_CLI_CONFIG_FILE: '/dev/null', CHECKPOINT_DISABLE: '1' },
      folder,
      signal,
      onOutput: (text) => {
        said += text;
      },
    });
    if (status !== 0) return said;
  }
  return undefined;
}
