import type { UpstreamName } from './cell.ts';

/** A service of the fleet that can be disturbed, and how the gateway uses it. */
export interface DisturbedService {
  readonly stub: 'pds' | 'sds' | 'provider';
  /** What the faults match: a prefix of the path. */
  readonly path: string;
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

const SDS = { stub: 'sds', sockets: 3, truncatedAfterBytes: 200 } as const;

export const DISTURBED_SERVICES: Readonly<Record<UpstreamName, DisturbedService>> = {
  PDS: {
    ...{ stub: 'pds', path: '/personal-demographics', sockets: 2 },
    ...{ slowBytesPerSecond: 3_000, truncatedAfterBytes: 200 },
  },
  token: {
    ...{ stub: 'pds', path: '/oauth2/token', sockets: 2 },
    ...{ slowBytesPerSecond: 400, truncatedAfterBytes: 20 },
  },
  'SDS Device': { ...SDS, path: '/spine-directory/FHIR/R4/Device', slowBytesPerSecond: 40_000 },
  'SDS Endpoint': { ...SDS, path: '/spine-directory/FHIR/R4/Endpoint', slowBytesPerSecond: 12_000 },
  provider: {
    ...{ stub: 'provider', path: '/A12345', sockets: 1 },
    ...{ slowBytesPerSecond: 20_000, truncatedAfterBytes: 12_000 },
  },
};
