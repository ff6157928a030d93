import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand, workspaceRoot } from '@cdg/child-processes';

const REQUIREMENTS = 'tools/terraform-check/requirements.txt';
const ENVIRONMENT = '.cache/checkov';

/**
 * Holds the infrastructure to checkov's rules, offline; checkov is put into a Python environment of its own at first.
 *
 * @returns what is broken, or why it could not be run
 */
export async function runCheckov(signal: AbortSignal): Promise<readonly string[]> {
  const program = join(workspaceRoot, ENVIRONMENT, 'bin/checkov');
  if (!existsSync(program)) {
    const failure = await install(signal);
    if (failure !== undefined) return [failure];
  }
  const { status, said } = await run(
    [program, '-d', 'infrastructure', '--framework', 'terraform', '--quiet', '--compact', '--skip-download'],
    signal,
  );
  return status === 0 ? [] : [said];
}

async function install(signal: AbortSignal): Promise<string | undefined> {
  const pip = join(ENVIRONMENT, 'bin/pip');
  const commands: [string, ...string[]][] = [
    ['python3', '-m', 'venv', ENVIRONMENT],
    [pip, 'install', '--quiet', '--disable-pip-version-check', '--only-binary', ':all:', '--requirement', REQUIREMENTS],
  ];
  for (const command of commands) {
    const { status, said } = await run(command, signal);
    if (status !== 0) return `checkov cannot be installed: ${said}`;
  }
  return undefined;
}

async function run(command: [string, ...string[]], signal: AbortSignal) {
  let said = '';
  const status = await runCommand({
    command,
    signal,
    onOutput: (text) => {
      said = (said + text).slice(-20_000);
    },
  });
  return { status, said };
}
