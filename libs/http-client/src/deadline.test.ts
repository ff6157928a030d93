import { describe, expect, test } from '@jest/globals';
import type { Signal } from './abort.ts';
import { CancelledError, DeadlineExceededError, startDeadline } from './deadline.ts';

const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

const aborted = (signal: Signal) =>
  new Promise<unknown>((resolve) => {
    signal.addEventListener('abort', () => {
      resolve(signal.reason);
    });
  });

describe('a deadline', () => {
  test('aborts its signal when the time is up, and has nothing left', async () => {
    const deadline = startDeadline(20);

    expect(await aborted(deadline.signal)).toBeInstanceOf(DeadlineExceededError);
    expect(deadline.remainingMs()).toBe(0);
  });

  test('counts down', () => {
    const deadline = startDeadline(10_000);

    expect(deadline.remainingMs()).toBeGreaterThan(9_000);
    expect(deadline.remainingMs()).toBeLessThanOrEqual(10_000);
    deadline.lift();
  });

  test('aborts at once when the request is cancelled', () => {
    const deadline = startDeadline(10_000);

    deadline.cancel();

    expect(deadline.signal.reason).toBeInstanceOf(CancelledError);
  });

  test('a lifted deadline no longer runs out, and can still be cancelled', async () => {
    const deadline = startDeadline(10);
    deadline.lift();
    await new Promise((resolve) => setTimeout(resolve, 30));

    expect(deadline.signal.aborted).toBe(false);
    deadline.cancel();
    expect(deadline.signal.reason).toBeInstanceOf(CancelledError);
  });

  test('the first reason stays: a cancellation after the time is up changes nothing', async () => {
    const deadline = startDeadline(10);
    await aborted(deadline.signal);

    deadline.cancel();

    expect(deadline.signal.reason).toBeInstanceOf(DeadlineExceededError);
  });

  test.each(['lift', 'cancel'] as const)('leaves no timer behind after %s', (end) => {
    const before = timers();
    const deadline = startDeadline(10_000);
    expect(timers()).toBe(before + 1);

    deadline[end]();

    expect(timers()).toBe(before);
    expect(deadline.signal.listenerCount()).toBe(0);
  });
});
