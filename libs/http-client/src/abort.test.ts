import { describe, expect, jest, test } from '@jest/globals';
import { createAbort } from './abort.ts';

describe('a signal', () => {
  test('tells its listeners once, in their order, and lets go of them', () => {
    const { signal, abort } = createAbort();
    const told: string[] = [];
    signal.addEventListener('abort', () => told.push('first'));
    signal.addEventListener('abort', () => told.push('second'));
    expect(signal.aborted).toBe(false);

    abort(new Error('one'));
    abort(new Error('two'));

    expect(told).toEqual(['first', 'second']);
    expect(signal.aborted).toBe(true);
    expect(signal.reason).toEqual(new Error('one'));
    expect(signal.listenerCount()).toBe(0);
  });

  test('does not tell who has stopped listening', () => {
    const { signal, abort } = createAbort();
    const listener = jest.fn();
    signal.addEventListener('abort', listener);
    signal.removeEventListener('abort', listener);

    abort(new Error('one'));

    expect(listener).not.toHaveBeenCalled();
  });
});
