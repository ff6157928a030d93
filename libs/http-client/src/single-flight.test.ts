import { describe, expect, jest, test } from '@jest/globals';
import type { Signal } from './abort.ts';
import { CancelledError, startDeadline } from './deadline.ts';
import { createSingleFlight } from './single-flight.ts';
import { UpstreamError } from './upstream-error.ts';

/** A call that ends when the test says so. */
function controllable() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  return { start: jest.fn(() => promise), resolve, reject };
}

describe('a single flight', () => {
  test('equal calls under way are one call with one answer', async () => {
    const { run } = createSingleFlight<string>('SDS');
    const call = controllable();
    const deadline = startDeadline(5_000);

    const both = Promise.all([run('A12345', call.start, deadline), run('A12345', call.start, deadline)]);
    call.resolve('found');

    expect(await both).toEqual(['found', 'found']);
    expect(call.start).toHaveBeenCalledTimes(1);
    expect(deadline.signal.listenerCount()).toBe(0);
    deadline.lift();
  });

  test('different keys are different calls', async () => {
    const { run } = createSingleFlight<string>('SDS');
    const deadline = startDeadline(5_000);

    const both = [
      run('A12345', () => Promise.resolve('one'), deadline),
      run('S55555', () => Promise.resolve('two'), deadline),
    ];

    expect(await Promise.all(both)).toEqual(['one', 'two']);
    deadline.lift();
  });

  test.each([
    ['succeeded', () => Promise.resolve('first')],
    ['failed', () => Promise.reject(new Error('first'))],
  ])('a call that has %s is not used again', async (_, first) => {
    const { run } = createSingleFlight<string>('SDS');
    const deadline = startDeadline(5_000);
    await run('A12345', first, deadline).catch(() => undefined);

    expect(await run('A12345', () => Promise.resolve('second'), deadline)).toBe('second');
    deadline.lift();
  });

  test('all who wait get the error when the call fails', async () => {
    const { run } = createSingleFlight<string>('SDS');
    const call = controllable();
    const deadline = startDeadline(5_000);
    const error = new UpstreamError('SDS', { kind: 'status', status: 500 });

    const both = Promise.allSettled([run('A12345', call.start, deadline), run('A12345', call.start, deadline)]);
    call.reject(error);

    expect(await both).toEqual([
      { status: 'rejected', reason: error },
      { status: 'rejected', reason: error },
    ]);
    deadline.lift();
  });

  test('one whose time is up stops waiting with a time-out of the upstream; the others go on', async () => {
    const { run } = createSingleFlight<string>('SDS');
    const call = controllable();
    const [hasty, patient] = [startDeadline(20), startDeadline(5_000)];

    const first = run('A12345', call.start, hasty);
    const second = run('A12345', call.start, patient);

    await expect(first).rejects.toMatchObject({ name: 'UpstreamError', upstream: 'SDS', kind: 'timeout' });
    call.resolve('found');
    expect(await second).toBe('found');
    expect(call.start).toHaveBeenCalledTimes(1);
    patient.lift();
  });

  test('one who goes away stops waiting; the others go on', async () => {
    const { run } = createSingleFlight<string>('SDS');
    const call = controllable();
    const [leaving, patient] = [startDeadline(5_000), startDeadline(5_000)];
    const first = run('A12345', call.start, leaving);
    const second = run('A12345', call.start, patient);

    leaving.cancel();

    await expect(first).rejects.toBeInstanceOf(CancelledError);
    call.resolve('found');
    expect(await second).toBe('found');
    patient.lift();
  });

  test('starts nothing for one whose request is over', async () => {
    const { run } = createSingleFlight<string>('SDS');
    const call = controllable();
    const deadline = startDeadline(5_000);
    deadline.cancel();

    await expect(run('A12345', call.start, deadline)).rejects.toBeInstanceOf(CancelledError);
    expect(call.start).not.toHaveBeenCalled();
  });

  test('is told when the last one who waits has gone, not before', async () => {
    const { run } = createSingleFlight<string>('SDS');
    const [first, last] = [startDeadline(5_000), startDeadline(5_000)];
    const signals: Signal[] = [];
    const start = (_: () => number, signal: Signal) => {
      signals.push(signal);
      return new Promise<string>(() => undefined);
    };
    const both = [run('A12345', start, first), run('A12345', start, last)];

    first.cancel();
    await expect(both[0]).rejects.toBeInstanceOf(CancelledError);
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
    last.cancel();

    await expect(both[1]).rejects.toBeInstanceOf(CancelledError);
    expect(signals.map(({ reason }) => reason)).toEqual([expect.any(CancelledError)]);
  });

  test('a call that ends when abandoned is not joined by those who come then', async () => {
    const { run } = createSingleFlight<string>('SDS', { endsAbandoned: true });
    const [leaving, next] = [startDeadline(5_000), startDeadline(5_000)];
    const abandoned = controllable();
    const waiting = run('A12345', abandoned.start, leaving);
    leaving.cancel();
    await expect(waiting).rejects.toBeInstanceOf(CancelledError);

    const fresh = controllable();
    const answer = run('A12345', fresh.start, next);
    abandoned.reject(new Error('ended'));
    await new Promise(setImmediate);
    const joined = run('A12345', () => Promise.resolve('third'), next);
    fresh.resolve('fresh');

    expect(await Promise.all([answer, joined])).toEqual(['fresh', 'fresh']);
    next.lift();
  });

  test('a call that fails after everyone left harms nobody', async () => {
    const { run } = createSingleFlight<string>('SDS');
    const call = controllable();
    const deadline = startDeadline(5_000);
    const waiting = run('A12345', call.start, deadline);
    deadline.cancel();
    await expect(waiting).rejects.toBeInstanceOf(CancelledError);

    call.reject(new Error('nobody hears this'));

    const next = startDeadline(5_000);
    await expect(run('A12345', () => Promise.resolve('fresh'), next)).rejects.toThrow('nobody hears this');
    expect(await run('A12345', () => Promise.resolve('fresh'), next)).toBe('fresh');
    next.lift();
  });

  test('tells how long the most patient of those who wait still can', async () => {
    const { run } = createSingleFlight<string>('SDS');
    const call = controllable();
    const [hasty, patient] = [startDeadline(1_000), startDeadline(60_000)];
    const remaining: (() => number)[] = [];
    const start = (remainingMs: () => number) => {
      remaining.push(remainingMs);
      return call.start();
    };

    const first = run('A12345', start, hasty);
    expect(remaining[0]?.()).toBeLessThanOrEqual(1_000);
    const second = run('A12345', start, patient);
    expect(remaining[0]?.()).toBeGreaterThan(50_000);

    call.resolve('found');
    await Promise.all([first, second]);
    expect(remaining).toHaveLength(1);
    hasty.lift();
    patient.lift();
  });

  test('a call that is too old is not joined any more: another is begun, and joined from then on', async () => {
    const { run } = createSingleFlight<string>('SDS', { joinMs: 1_000 });
    const now = jest.spyOn(performance, 'now');
    const deadline = startDeadline(60_000);
    const [old, young] = [controllable(), controllable()];
    const begun = performance.now();
    const at = (ms: number) => now.mockReturnValue(begun + ms);

    at(0);
    const first = run('A12345', old.start, deadline);
    at(1_001);
    const second = run('A12345', young.start, deadline);
    at(2_000);
    const third = run('A12345', old.start, deadline);
    now.mockRestore();
    old.reject(new UpstreamError('SDS', { kind: 'timeout' }));
    await expect(first).rejects.toMatchObject({ kind: 'timeout' });
    const fourth = run('A12345', old.start, deadline);
    young.resolve('found');

    expect(await Promise.all([second, third])).toEqual(['found', 'found']);
    await fourth.catch(() => undefined);
    expect(young.start).toHaveBeenCalledTimes(1);
    deadline.lift();
  });
});
