import { spawn } from 'node:child_process';
import { workspaceRoot } from '@cdg/child-processes';
import { terraformCalls } from './terraform-calls.ts';

/** `npm run terraform`: runs Terraform in an environment, with its state and its values. */
const { init, call, environment } = terraformCalls(process.argv.slice(2), process.env);
// Terraform gets Ctrl-C itself, and lets go of the state before it ends.
process.on('SIGINT', () => undefined);

const status = await run(init, process.stderr);
process.exitCode = status === 0 ? await run(call, process.stdout) : status;

function run(args: readonly string[], output: NodeJS.WriteStream): Promise<number> {
  const child = spawn('terraform', args, {
    cwd: workspaceRoot,
    env: { ...environment, ...process.env },
    stdio: ['inherit', output, 'inherit'],
  });
  const stop = () => child.kill();
  process.on('SIGTERM', stop);
  return new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      process.removeListener('SIGTERM', stop);
      resolve(code ?? 1);
    });
  });
}
