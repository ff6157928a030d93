import { describe, expect, test } from '@jest/globals';
import { UpstreamError } from './upstream-error.ts';

describe('UpstreamError', () => {
  test('says which upstream failed how, and carries what a mapper needs', () => {
    const cause = new Error('reset');
    const error = new UpstreamError('PDS', { kind: 'status', status: 503, retryAfterMs: 2_000, detail: 'busy', cause });

    expect(error).toMatchObject({ name: 'UpstreamError', upstream: 'PDS', kind: 'status', status: 503, cause });
    expect(error).toMatchObject({ retryAfterMs: 2_000, detail: 'busy', message: 'PDS status 503 busy' });
  });

  test('says no more than it was told', () => {
    const error = new UpstreamError('SDS', { kind: 'timeout' });

    expect(error.message).toBe('SDS timeout');
    expect(error.status).toBeUndefined();
    expect(error.retryAfterMs).toBeUndefined();
  });
});
