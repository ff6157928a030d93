import { join } from 'node:path';
import { workspaceRoot } from '@cdg/child-processes';
import { ensureDevelopmentKeys } from '@cdg/keys';
import { ANY_FREE_PORTS, MEMBERS, type Environment, type MemberName } from './members.ts';
import { NO_AUDIT_FILE, ownAuditFile } from './own-audit-file.ts';
import { startMembers, type Fleet } from './start-members.ts';

export interface FleetOptions {
  /** What the members inherit, ports and hosts included; this process's own environment when absent. */
  readonly environment?: Environment;
  /** Every member takes any free port, whatever the environment says: a fleet of a suite, which provokes faults by the dozen. */
  readonly anyFreePorts?: boolean;
  /** Added for the gateway, over everything else. */
  readonly gatewayEnvironment?: Environment;
  /** Added for each stub, over everything else. */
  readonly stubEnvironment?: Environment;
  /** Gets every line that a member prints; without it the members print on this process's own output. */
  readonly onLine?: (line: { member: MemberName; text: string }) => void;
  /** Stops everything when it aborts while the fleet starts; later call `stop`. */
  readonly signal?: AbortSignal;
}

/**
 * Suites let services fail far more often than any service does, and expect of each request what they would of a first
 * one. A suite that tests breaker or retry budget sets its own.
 */
const FOR_SUITES: Environment = { RETRY_BUDGET: '1000000', BREAKER_MIN_CALLS: '1000000' };

/**
 * Starts the built gateway and its three stubs, each a process of its own, and resolves when all are healthy.
 *
 * @throws FleetError when one cannot start; all are stopped by then
 */
export async function startFleet(options: FleetOptions = {}): Promise<Fleet> {
  const keys = await ensureDevelopmentKeys(join(workspaceRoot, '.local/keys'));
  const base = { ...(options.environment ?? process.env), ...(options.anyFreePorts === true ? ANY_FREE_PORTS : {}) };
  const auditFile = options.anyFreePorts === true ? await ownAuditFile() : NO_AUDIT_FILE;
  const starting = startMembers({
    members: MEMBERS,
    onLine: options.onLine,
    signal: options.signal ?? new AbortController().signal,
    stubEnvironment: { ...base, PDS_STUB_JWKS_FILE: keys.jwksFile, ...options.stubEnvironment },
    gatewayEnvironment: {
      ...base,
      STUB_PDS: 'true',
      STUB_SDS: 'true',
      STUB_PROVIDER: 'true',
      PDS_PRIVATE_KEY_FILE: keys.privateKeyFile,
      ...(options.anyFreePorts === true && FOR_SUITES),
      ...auditFile.environment,
      ...options.gatewayEnvironment,
    },
  });
  try {
    const fleet = await starting;
    return { ...fleet, stop: () => fleet.stop().finally(auditFile.remove) };
  } catch (error) {
    await auditFile.remove();
    throw error;
  }
}
