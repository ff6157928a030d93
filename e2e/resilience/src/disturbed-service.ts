import { SCENARIO_PATIENTS } from '@cdg/test-data';
import type { UpstreamName } from './cell.ts';

/** A service of the fleet that can be disturbed, and how the gateway uses it. */
export interface DisturbedService {
  readonly stub: 'pds' | 'sds' | 'provider';
  /** What the faults match: a prefix of the path. */
  readonly path: string;
  /** Whose record is asked for: with the provider, one so long that a body which nobody reads keeps its connection. */
  readonly nhsNumber: string;
  /**
   * Connections that one request opens at most, and a pool keeps for the next: the level to which an idle gateway returns.
   * PDS has two, as the patient is asked for in the moment in which the token has come.
   */
  readonly sockets: number;
  /** A whole answer within the time limit, yet in several pieces; the provider's takes longer than its limit to begin. */
  readonly slowBytesPerSecond: number;
  /** Where an answer is cut off: the provider's behind its Patient. */
  readonly truncatedAfterBytes: number;
}

const SHORT = SCENARIO_PATIENTS.survivor;
const LONG = SCENARIO_PATIENTS.fullRecord;

const SDS = { stub: 'sds', nhsNumber: SHORT, sockets: 3, truncatedAfterBytes: 200 } as const;

export const DISTURBED_SERVICES: Readonly<Record<UpstreamName, DisturbedService>> = {
  PDS: {
    ...{ stub: 'pds', path: '/personal-demographics', nhsNumber: SHORT, sockets: 2 },
    ...{ slowBytesPerSecond: 3_000, truncatedAfterBytes: 200 },
  },
  token: {
    ...{ stub: 'pds', path: '/oauth2/token', nhsNumber: SHORT, sockets: 2 },
    ...{ slowBytesPerSecond: 400, truncatedAfterBytes: 20 },
  },
  'SDS Device': { ...SDS, path: '/spine-directory/FHIR/R4/Device', slowBytesPerSecond: 40_000 },
  'SDS Endpoint': { ...SDS, path: '/spine-directory/FHIR/R4/Endpoint', slowBytesPerSecond: 12_000 },
  provider: {
    ...{ stub: 'provider', path: '/A12345', nhsNumber: LONG, sockets: 1 },
    ...{ slowBytesPerSecond: 750_000, truncatedAfterBytes: 500_000 },
  },
};
