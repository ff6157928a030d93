import type { Place } from './schemathesis.ts';
import { tryCommand } from './try-command.ts';

const TIMEOUT_MS = 30_000;

/** A Schemathesis that somebody has installed, if it is a release that the requirements pin. */
export const onThePath: Place = async ({ versions, ...setting }) => {
  const { status, output } = await tryCommand(['schemathesis', '--version'], { ...setting, timeoutMs: TIMEOUT_MS });
  if (status !== 0) return { reason: 'there is no schemathesis on the path' };
  const version = /version (\S+)/.exec(output)?.[1] ?? 'of an unknown version';
  if (!versions.includes(version)) return { reason: `schemathesis on the path is ${version}, not ${versions[0]}` };
  return {
    where: 'on the path',
    version,
    commandFor: ({ args, environment }) => ({ command: ['schemathesis', ...args], environment }),
  };
};
