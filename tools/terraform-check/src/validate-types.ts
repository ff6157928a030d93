import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '@cdg/child-processes';
import { EXAMPLE_ACCOUNT, INFRASTRUCTURE, PLATFORM, PREVIEW } from './read-infrastructure.ts';
import { stripProvider } from './strip-provider.ts';

/**
 * Lets Terraform validate what is applied, with the modules that it calls, without the provider: names and types of all
 * variables, locals, outputs and calls. With the values of each environment it makes a plan, so that these are of the
 * right types and hold what variables demand.
 *
 * @returns what it has to say
 */
export async function validateTypes(signal: AbortSignal): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'terraform-check-'));
  try {
    for (const part of ['modules', 'platform', 'environments'])
      cpSync(join(INFRASTRUCTURE, part), join(folder, part), { recursive: true });
    for (const path of globSync('**/*.tf', { cwd: folder })) {
      writeFileSync(join(folder, path), stripProvider(readFileSync(join(folder, path), 'utf8')));
    }
    const values = globSync('environments/*/*.tfvars', { cwd: folder }).sort();
    return [
      ...(await faultsIn(PREVIEW, [['init'], ['validate']])),
      ...(await faultsIn(PLATFORM, [['init'], ['validate'], ...values.map(planWith)])),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }

  async function faultsIn(part: string, commands: readonly (readonly string[])[]): Promise<readonly string[]> {
    for (const command of commands) {
      const said = await terraform(join(folder, part), command, signal);
      if (said !== undefined) return [`${part}: terraform ${command.join(' ')}\n${said}`];
    }
    return [];
  }
}

function planWith(values: string): readonly string[] {
  return ['plan', '-input=false', `-var-file=../${EXAMPLE_ACCOUNT}`, `-var-file=../${values}`];
}

/** What Terraform has to say where it fails. */
async function terraform(folder: string, command: readonly string[], signal: AbortSignal): Promise<string | undefined> {
  let said = '';
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
  return status === 0 ? undefined : said;
}
