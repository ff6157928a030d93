import { describe, expect, jest, test } from '@jest/globals';
import { createAbort } from './abort.ts';
import { CancelledError, DeadlineExceededError, startDeadline, type Deadline } from './deadline.ts';
import { UpstreamError, type UpstreamErrorDetails } from './upstream-error.ts';
import { withRetries, type RetryPolicy } from './with-retries.ts';

const POLICY: RetryPolicy = { attempts: 3, backOffMs: 1, random: () => 0.5 };

const failure = (details: UpstreamErrorDetails) => new UpstreamError('PDS', details);
const broken = (code: string) => Object.assign(new Error('broken'), { code });
const reset = () => failure({ kind: 'network', cause: broken('ECONNRESET') });

/** A call that fails with these errors in turn, then succeeds. */
const failing = (...errors: Error[]) => {
  const rest = [...errors];
  return jest.fn((attempt: number) => {
    const error = rest.shift();
    return error === undefined ? Promise.resolve(`attempt ${attempt}`) : Promise.reject(error);
  });
};

async function withDeadline<T>(ms: number, work: (deadline: Deadline) => Promise<T>): Promise<T> {
  const deadline = startDeadline(ms);
  try {
    return await work(deadline);
  } finally {
    deadline.lift();
  }
}

const retry = (call: (attempt: number) => Promise<string>, policy: Partial<RetryPolicy> = {}, ms = 5_000) =>
  withDeadline(ms, (deadline) => withRetries(call, { policy: { ...POLICY, ...policy }, deadline }));

describe('withRetries', () => {
  test('a call that succeeds is made once', async () => {
    const call = failing();

    expect(await retry(call)).toBe('attempt 1');
    expect(call).toHaveBeenCalledTimes(1);
  });

  test.each<[string, UpstreamErrorDetails]>([
    ['a time-out', { kind: 'timeout' }],
    ['a refused connection', { kind: 'network', cause: broken('ECONNREFUSED') }],
    ['a reset connection', { kind: 'network', cause: broken('ECONNRESET') }],
    ['a connection closed without an answer', { kind: 'network', cause: broken('UND_ERR_SOCKET') }],
    ['status 408', { kind: 'status', status: 408 }],
    ['status 429', { kind: 'status', status: 429 }],
    ['status 502', { kind: 'status', status: 502 }],
    ['status 503', { kind: 'status', status: 503 }],
    ['status 504', { kind: 'status', status: 504 }],
    ['status 599, the proxy for a provider that timed out', { kind: 'status', status: 599 }],
  ])('repeats after %s', async (_, details) => {
    const call = failing(failure(details), failure(details));

    expect(await retry(call)).toBe('attempt 3');
  });

  test.each<[string, Error]>([
    ['status 400', failure({ kind: 'status', status: 400 })],
    ['status 401', failure({ kind: 'status', status: 401 })],
    ['status 403', failure({ kind: 'status', status: 403 })],
    ['status 404', failure({ kind: 'status', status: 404 })],
    ['status 500', failure({ kind: 'status', status: 500 })],
    ['a status that is not known', failure({ kind: 'status' })],
    ['an answer that is no HTTP', failure({ kind: 'network', cause: broken('HPE_INVALID_CONSTANT') })],
    ['a certificate that has expired', failure({ kind: 'network', cause: broken('CERT_HAS_EXPIRED') })],
    ['a name that nobody has', failure({ kind: 'network', cause: broken('ENOTFOUND') })],
    ['an answer that breaks its contract', failure({ kind: 'schema' })],
    ['a cancellation', new CancelledError('gone')],
    ['a fault of our own', new TypeError('ours')],
  ])('does not repeat after %s', async (_, error) => {
    const call = failing(error);

    await expect(retry(call)).rejects.toBe(error);
    expect(call).toHaveBeenCalledTimes(1);
  });

  test('gives up with the last error when the attempts are used up', async () => {
    const last = failure({ kind: 'status', status: 503 });
    const call = failing(failure({ kind: 'timeout' }), reset(), last);

    await expect(retry(call)).rejects.toBe(last);
    expect(call).toHaveBeenCalledTimes(3);
  });

  test('a single attempt is never repeated', async () => {
    const call = failing(failure({ kind: 'timeout' }));

    await expect(retry(call, { attempts: 1 })).rejects.toMatchObject({ kind: 'timeout' });
    expect(call).toHaveBeenCalledTimes(1);
  });

  test('the wait doubles with each attempt, and chance shortens it', async () => {
    const waits: number[] = [];
    const call = failing(reset(), reset());
    let last = performance.now();

    await retry(
      (attempt) => {
        waits.push(performance.now() - last);
        last = performance.now();
        return call(attempt);
      },
      { backOffMs: 60 },
    );

    expect(waits[1]).toBeGreaterThanOrEqual(28);
    expect(waits[2]).toBeGreaterThanOrEqual(58);
  });

  test('waits as long as the upstream asks rather than its own back-off', async () => {
    const call = failing(failure({ kind: 'status', status: 429, retryAfterMs: 40 }));
    const started = performance.now();

    await retry(call, { backOffMs: 100_000 });

    expect(performance.now() - started).toBeGreaterThanOrEqual(38);
  });

  test.each([
    ['the upstream asks to wait beyond the deadline', 60_000],
    ['the upstream asks for an endless wait', Infinity],
  ])('gives up at once when %s', async (_, retryAfterMs) => {
    const error = failure({ kind: 'status', status: 503, retryAfterMs });
    const call = failing(error);

    await expect(retry(call)).rejects.toBe(error);
    expect(call).toHaveBeenCalledTimes(1);
  });

  test('gives up at once when the deadline is over', async () => {
    const error = failure({ kind: 'timeout' });
    const call = failing(error);

    await expect(retry(call, { random: () => 0 }, 0)).rejects.toBe(error);
    expect(call).toHaveBeenCalledTimes(1);
  });

  test('a cancellation ends the wait between attempts', async () => {
    const call = failing(reset());

    await withDeadline(5_000, async (deadline) => {
      const retried = withRetries(call, { policy: { ...POLICY, backOffMs: 8_000 }, deadline });
      setImmediate(deadline.cancel);

      await expect(retried).rejects.toBeInstanceOf(CancelledError);
      expect(call).toHaveBeenCalledTimes(1);
      expect(deadline.signal.listenerCount()).toBe(0);
    });
  });

  test('a deadline that ends during the wait is a time-out of the upstream that was waited for', async () => {
    const { signal, abort } = createAbort();
    const deadline: Deadline = {
      signal,
      remainingMs: () => 1_000,
      cancel: () => undefined,
      lift: () => undefined,
    };
    const real = startDeadline(20);
    real.signal.addEventListener('abort', () => {
      abort(new DeadlineExceededError());
    });

    const retried = withRetries(failing(reset()), {
      policy: { ...POLICY, backOffMs: 900 },
      deadline,
    });

    await expect(retried).rejects.toMatchObject({ upstream: 'PDS', kind: 'timeout' });
  });

  test('leaves no timer and no listener behind', async () => {
    await withDeadline(5_000, async (deadline) => {
      await withRetries(failing(reset()), { policy: POLICY, deadline });

      expect(deadline.signal.listenerCount()).toBe(0);
    });
  });
});
