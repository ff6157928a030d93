import { workspaceRoot } from '@cdg/child-processes';
import type { Place } from './schemathesis.ts';
import { lastLine, tryCommand } from './try-command.ts';

const ASK_MS = 15_000;
const PULL_MS = 300_000;

/** The official image, in the network of this machine and with this workspace at the same path as outside. */
export const dockerImage: Place = async ({ versions: [version], ...setting }) => {
  const image = `schemathesis/schemathesis:${version}`;
  const asked = await tryCommand(['docker', 'info'], { ...setting, timeoutMs: ASK_MS });
  if (asked.status !== 0) return { reason: `Docker cannot be used: ${lastLine(asked.output)}` };
  const present = await tryCommand(['docker', 'image', 'inspect', image], { ...setting, timeoutMs: ASK_MS });
  if (present.status !== 0) {
    const pulled = await tryCommand(['docker', 'pull', '--quiet', image], { ...setting, timeoutMs: PULL_MS });
    if (pulled.status !== 0) return { reason: `Docker cannot get ${image}: ${lastLine(pulled.output)}` };
  }
  return {
    where: 'in the official Docker image',
    version,
    // Values stay out of the command line, which every process of the machine can read.
    commandFor: ({ args, environment, files }) => ({
      command: ['docker', 'run', ...CONTAINER, ...mounts(files), ...variables(environment), image, ...args],
      environment,
    }),
  };
};

const CONTAINER = [
  ...['--rm', '--init', '--network', 'host'],
  ...['--user', `${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`],
  ...['--volume', `${workspaceRoot}:${workspaceRoot}`, '--workdir', workspaceRoot],
];

function mounts(files: readonly string[]): readonly string[] {
  return files.flatMap((file) => ['--volume', `${file}:${file}:ro`]);
}

function variables(environment: Readonly<Record<string, string>>): readonly string[] {
  return Object.keys(environment).flatMap((name) => ['--env', name]);
}
