import { expect, test } from '@jest/globals';
import { FAULTS, UPSTREAMS, type FaultName, type UpstreamName } from './cell.ts';
import { faultOf } from './fault-of.ts';

test.each<[UpstreamName, FaultName, unknown]>([
  ['PDS', '429 with Retry-After', { kind: 'status', status: 429, headers: { 'Retry-After': '30' } }],
  ['SDS Device', '503', { kind: 'status', status: 503, headers: {} }],
  ['provider', 'truncated', { kind: 'truncate', afterBytes: 500_000 }],
  ['token', 'refused', undefined],
])('%s, %s', (upstream, fault, expected) => {
  expect(faultOf({ upstream, fault })).toEqual(expected);
});

test('no two faults of an upstream are the same', () => {
  for (const upstream of UPSTREAMS) {
    const dialled = FAULTS.map((fault) => JSON.stringify(faultOf({ upstream, fault })));
    expect(new Set(dialled).size).toBe(FAULTS.length);
  }
});
