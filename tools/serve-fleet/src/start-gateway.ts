import { createCrew, type Crew } from './crew.ts';
import { ANY_FREE_PORTS, MEMBERS, type Environment } from './members.ts';
import { ownAuditFile } from './own-audit-file.ts';
import { startMember, type StartMember } from './start-member.ts';

export interface StartGateway {
  /** What the gateway is told of the services before it stands, and its other settings; its ports are any free ones. */
  readonly environment: Environment;
  readonly signal?: AbortSignal;
  readonly onLine?: StartMember['onLine'];
}

export interface RunningGateway extends Pick<Crew, 'stop'> {
  readonly url: string;
}

const STOP_GRACE_MS = 4_500;

/**
 * Starts the built gateway alone, before services that somebody else has started, and resolves when it is healthy.
 *
 * @throws FleetError when it cannot start; it is stopped by then
 */
export async function startGateway({ environment, signal, onLine }: StartGateway): Promise<RunningGateway> {
  const crew = createCrew({ graceMs: STOP_GRACE_MS });
  const auditFile = await ownAuditFile();
  const stop = () => crew.stop().finally(auditFile.remove);
  try {
    const addressOf = await startMember({
      plan: MEMBERS.gateway,
      environment: { ...auditFile.environment, ...environment, ...ANY_FREE_PORTS },
      signal: signal ?? new AbortController().signal,
      onLine,
      onProcess: (child) => {
        crew.add('gateway', child);
      },
    });
    return { url: addressOf('gateway'), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
