import type { StubFault } from '@cdg/test-data';
import type { Cell, FaultName } from './cell.ts';
import { DISTURBED_SERVICES, type DisturbedService } from './disturbed-service.ts';
import { LONG_WAIT_S } from './limits.ts';

const FAR_TOO_SLOW_BYTES_PER_SECOND = 50;
/** Over `UPSTREAM_MAX_BYTES`, which no record has to keep. */
const HUGE_BYTES = 4_000_000;

type FaultAt = (service: DisturbedService) => StubFault;

const FAULTS_AT: Readonly<Record<Exclude<FaultName, 'refused'>, FaultAt>> = {
  reset: () => ({ kind: 'reset' }),
  hang: () => ({ kind: 'hang' }),
  'slow drip': ({ slowBytesPerSecond: bytesPerSecond }) => ({ kind: 'drip', bytesPerSecond }),
  'slow drip beyond the limit': () => ({ kind: 'drip', bytesPerSecond: FAR_TOO_SLOW_BYTES_PER_SECOND }),
  '429 with Retry-After': () => status(429, { 'Retry-After': String(LONG_WAIT_S) }),
  '429 without Retry-After': () => status(429),
  '500': () => status(500),
  '502': () => status(502),
  '503': () => status(503),
  '504': () => status(504),
  HTML: () => ({ kind: 'html' }),
  'malformed JSON': () => ({ kind: 'malformed-json' }),
  'wrong media type': () => ({ kind: 'wrong-content-type' }),
  empty: () => ({ kind: 'empty' }),
  truncated: ({ truncatedAfterBytes: afterBytes }) => ({ kind: 'truncate', afterBytes }),
  redirect: () => ({ kind: 'redirect' }),
  huge: () => ({ kind: 'huge', bytes: HUGE_BYTES }),
};

/** How a stub is told to act a fault out; undefined for a listener that refuses, which is closed (refuse.ts). */
export function faultOf({ upstream, fault }: Pick<Cell, 'upstream' | 'fault'>): StubFault | undefined {
  return fault === 'refused' ? undefined : FAULTS_AT[fault](DISTURBED_SERVICES[upstream]);
}

function status(code: number, headers: Readonly<Record<string, string>> = {}): StubFault {
  return { kind: 'status', status: code, headers };
}
