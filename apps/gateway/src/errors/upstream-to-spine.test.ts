import { describe, expect, test } from '@jest/globals';
import { UpstreamError, type UpstreamErrorDetails } from '@cdg/http-client';
import { upstreamToSpine } from './upstream-to-spine.ts';

const REMAINING_MS = 3_000;

type Upstream = 'PDS' | 'SDS' | 'Provider';
const UPSTREAMS: readonly Upstream[] = ['PDS', 'SDS', 'Provider'];

const FAILED = {
  PDS: 'PDS FHIR API request failed',
  SDS: 'SDS FHIR API request failed',
  Provider: 'Provider request failed',
} as const;

function seen(upstream: string, details: UpstreamErrorDetails) {
  const { row, diagnostics, headers } = upstreamToSpine(new UpstreamError(upstream, details), REMAINING_MS);
  return { status: row.status, issue: row.issue, code: row.spineCode, diagnostics, headers };
}

const answered = (status: number, retryAfterMs?: number): UpstreamErrorDetails => ({
  kind: 'status',
  status,
  ...(retryAfterMs !== undefined && { retryAfterMs }),
});

const serverError = (status: number, issue: string, diagnostics: string) => ({
  ...{ status, issue, diagnostics, headers: {} },
  code: 'INTERNAL_SERVER_ERROR',
});

describe.each(UPSTREAMS)('%s', (upstream) => {
  test('out of time is a 504', () => {
    expect(seen(upstream, { kind: 'timeout' })).toEqual(serverError(504, 'timeout', `${upstream} request timed out`));
  });

  test.each([504, 599])('answering %i is a 504, too', (status) => {
    expect(seen(upstream, answered(status))).toEqual(serverError(504, 'timeout', `${upstream} request timed out`));
  });

  test('out of reach is a 502 that may pass', () => {
    expect(seen(upstream, { kind: 'network' })).toEqual(
      serverError(502, 'transient', `${FAILED[upstream]}: connection failed`),
    );
  });

  test.each([
    [502, 'transient', 'Bad Gateway'],
    [503, 'transient', 'Service Unavailable'],
    [500, 'exception', 'Internal Server Error'],
    [501, 'exception', 'Not Implemented'],
    [400, 'exception', 'Bad Request'],
    [401, 'exception', 'Unauthorized'],
    [403, 'exception', 'Forbidden'],
    [404, 'exception', 'Not Found'],
    [302, 'exception', 'Found'],
    [204, 'exception', 'No Content'],
    [444, 'exception', 'status 444'],
  ])('answering %i is a 502', (status, issue, reason) => {
    expect(seen(upstream, answered(status))).toEqual(serverError(502, issue, `${FAILED[upstream]}: ${reason}`));
  });

  test.each([
    [{ kind: 'schema', status: 200, detail: 'not a Patient' } as const, 'not a Patient'],
    [{ kind: 'schema' } as const, 'malformed answer'],
    [{ kind: 'status' } as const, 'status unknown'],
  ])('answering what cannot be used is a 502: %j', (details, reason) => {
    expect(seen(upstream, details)).toEqual(serverError(502, 'exception', `${FAILED[upstream]}: ${reason}`));
  });

  test.each([
    ['429', answered(429), '5'],
    ['429, and saying how long to wait', answered(429, 1_500), '2'],
    ['429, and that there is no need to wait', answered(429, 0), '0'],
    ['503 for longer than there is time', answered(503, REMAINING_MS), '3'],
    ['503 for much longer', answered(503, 60_000), '60'],
    ['nothing, as it was not asked', { kind: 'withheld', retryAfterMs: 4_001 } as const, '5'],
    ['nothing, as it was not asked but might be at once', { kind: 'withheld', retryAfterMs: 0.2 } as const, '1'],
  ])('answering %s is a 503 with Retry-After', (_, details, retryAfter) => {
    expect(seen(upstream, details)).toEqual({
      ...serverError(503, 'transient', `${upstream} is not taking requests at the moment`),
      headers: { 'Retry-After': retryAfter },
    });
  });

  test('answering 503 for a while that was waited for in vain is a 502', () => {
    expect(seen(upstream, answered(503, REMAINING_MS - 1))).toMatchObject({ status: 502, issue: 'transient' });
  });
});

test.each([
  ['PDS', 504, 'PDS request timed out'],
  ['SDS', 502, 'SDS FHIR API request failed: Request Timeout'],
  ['Provider', 502, 'Provider request failed: Request Timeout'],
])('408 has its meaning of a slow back end from PDS alone: %s', (upstream, status, diagnostics) => {
  expect(seen(upstream, answered(408))).toMatchObject({ status, diagnostics });
});

test('an upstream without a name of its own is named as it is', () => {
  expect(seen('Redis', { kind: 'network' })).toMatchObject({ diagnostics: 'Redis request failed: connection failed' });
});

test('the cause is kept', () => {
  const cause = new UpstreamError('PDS', { kind: 'network' });
  expect(upstreamToSpine(cause, REMAINING_MS).cause).toBe(cause);
});
