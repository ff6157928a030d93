import { checkPorts } from './check-ports.ts';
import { createCrew, type Crew } from './crew.ts';
import type { Environment, Listener, MemberName, MemberPlan } from './members.ts';
import { startMember, type StartMember } from './start-member.ts';

export interface StartMembers {
  readonly members: Readonly<Record<MemberName, MemberPlan>>;
  readonly gatewayEnvironment: Environment;
  readonly stubEnvironment: Environment;
  readonly signal: AbortSignal;
  readonly onLine?: StartMember['onLine'];
  /** Most milliseconds that a member may take to end by itself when it is stopped. */
  readonly stopGraceMs?: number;
}

export interface Fleet extends Pick<Crew, 'processes' | 'memberLost' | 'stop'> {
  readonly urls: Readonly<Record<Listener['url'], string>>;
}

const STOP_GRACE_MS = 4_500;

/**
 * Starts the members in the order in which they need each other's addresses: the stubs of provider and PDS, the stub of
 * SDS, which directs callers to the provider's, and the gateway, which asks all three. The provider stub, itself a
 * caller of the SDS stub, is told that address afterwards.
 *
 * @throws FleetError when one cannot start; all are stopped by then
 */
export async function startMembers(options: StartMembers): Promise<Fleet> {
  const crew = createCrew({ graceMs: options.stopGraceMs ?? STOP_GRACE_MS });
  try {
    return { urls: await startInOrder(options, crew), ...crew };
  } catch (error) {
    await crew.stop();
    throw error;
  }
}

async function startInOrder(options: StartMembers, crew: Crew): Promise<Fleet['urls']> {
  const { members, gatewayEnvironment, stubEnvironment } = options;
  await checkPorts([
    ...[members.pds, members.sds, members.provider].map((plan) => ({ plan, environment: stubEnvironment })),
    { plan: members.gateway, environment: gatewayEnvironment },
  ]);
  const start = async (name: MemberName, environment: Environment) =>
    startMember({
      plan: members[name],
      environment,
      signal: options.signal,
      onLine: options.onLine,
      onProcess: (child) => {
        crew.add(name, child);
      },
    });

  const [provider, pds] = await Promise.all([
    start('provider', stubEnvironment).then((address) => address('provider')),
    start('pds', stubEnvironment).then((address) => address('pds')),
  ]);
  const sds = (await start('sds', { ...stubEnvironment, PROVIDER_STUB_URL: provider }))('sds');
  crew.tell('provider', { type: 'sds-stub-url', url: sds });
  const gateway = await start('gateway', {
    ...gatewayEnvironment,
    PDS_STUB_URL: pds,
    SDS_STUB_URL: sds,
    PROVIDER_STUB_URL: provider,
  });
  return { gateway: gateway('gateway'), admin: gateway('admin'), pds, sds, provider };
}
