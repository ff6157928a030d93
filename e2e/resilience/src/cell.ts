/** What is disturbed. The token endpoint belongs to PDS; SDS is asked for Devices and for Endpoints. */
export const UPSTREAMS = ['PDS', 'SDS Device', 'SDS Endpoint', 'token', 'provider'] as const;
export type UpstreamName = (typeof UPSTREAMS)[number];

/** How it is disturbed. */
export const FAULTS = [
  'refused',
  'reset',
  'hang',
  'slow drip',
  'slow drip beyond the limit',
  '429 with Retry-After',
  '429 without Retry-After',
  '500',
  '502',
  '503',
  '504',
  'HTML',
  'malformed JSON',
  'wrong media type',
  'empty',
  'truncated',
  'redirect',
  'huge',
] as const;
export type FaultName = (typeof FAULTS)[number];

/** What the caller gets: `200` the whole record, byte for byte; `200, cut` the beginning of it; else an error. */
export interface Outcome {
  readonly answer: string;
  /** The error's issue type, Spine code and diagnostics; empty where there is a record. */
  readonly issue: string;
  readonly spineCode: string;
  readonly diagnostics: string;
  /** The header as it comes; empty where it is absent; `own` stands for whole seconds of the gateway's choice. */
  readonly retryAfter: string;
}

export interface Cell {
  readonly upstream: UpstreamName;
  readonly fault: FaultName;
  readonly expected: Outcome;
  readonly rule: string;
}
