import { createServer } from 'node:net';
import { FleetError } from './fleet-error.ts';
import type { Environment, MemberPlan } from './members.ts';

/**
 * Finds out before anything starts whether the ports can be had, so that the answer is one clear line.
 *
 * @throws FleetError that names each port that is taken, and the variable that moves it
 */
export async function checkPorts(
  members: readonly { readonly plan: MemberPlan; readonly environment: Environment }[],
): Promise<void> {
  const asked = members.flatMap(({ plan: { hostVariable, listeners }, environment }) =>
    listeners.map(({ portVariable, defaultPort }) => ({
      portVariable,
      host: given(environment[hostVariable]) ?? '127.0.0.1',
      port: Number(given(environment[portVariable]) ?? defaultPort),
    })),
  );
  // What is no port at all is for the member to refuse, with its other settings.
  const checkable = asked.filter(({ port }) => Number.isInteger(port) && port > 0 && port < 65_536);
  const taken = await Promise.all(checkable.map(async (ask) => ((await isTaken(ask)) ? [ask] : [])));
  const list = taken.flat().map(({ host, port, portVariable }) => `${host}:${port} (${portVariable})`);
  if (list.length > 0) {
    throw new FleetError(
      `Already in use: ${list.join(', ')}. Stop what listens there, or set other ports (0 = any free).`,
    );
  }
}

/** A blank variable counts as absent, as it does for the members. */
function given(value: string | undefined): string | undefined {
  return value?.trim() === '' ? undefined : value?.trim();
}

async function isTaken({ host, port }: { host: string; port: number }): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code === 'EADDRINUSE');
    });
    server.listen({ host, port, exclusive: true }, () => {
      server.close(() => {
        resolve(false);
      });
    });
  });
}
