import type { Place } from './schemathesis.ts';
import { tryCommand } from './try-command.ts';
import { isSupported, versionIn } from './versions.ts';

const TIMEOUT_MS = 30_000;

/** A Schemathesis that somebody has installed, if the hooks can work with its release. */
export const onThePath: Place = async ({ versions, ...setting }) => {
  const { status, output } = await tryCommand(['schemathesis', '--version'], { ...setting, timeoutMs: TIMEOUT_MS });
  if (status !== 0) return { reason: 'there is no schemathesis on the path' };
  const version = versionIn(output);
  if (version === undefined) return { reason: 'the schemathesis on the path does not tell its version' };
  if (!isSupported(version, versions)) return { reason: `the schemathesis on the path is ${version}, not supported` };
  return {
    where: 'on the path',
    version,
    commandFor: ({ args, environment }) => ({ command: ['schemathesis', ...args], environment }),
  };
};
