import { describe, expect, jest, test } from '@jest/globals';
import { createRedisPause } from './redis-pause.ts';

describe('a pause for Redis', () => {
  test('begins with a command that fails, ends after a second, and is told once', async () => {
    let time = 0;
    const onFailure = jest.fn();
    const withRedis = createRedisPause({ onFailure, timeoutMs: 1_000, now: () => time });
    const command = jest.fn<() => Promise<string>>().mockRejectedValueOnce(new Error('Command timed out'));
    command.mockResolvedValue('answer');

    expect(await withRedis(command, 'fallback')).toBe('fallback');
    time += 999;
    expect(await withRedis(command, 'fallback')).toBe('fallback');
    expect(command).toHaveBeenCalledTimes(1);
    expect(onFailure).toHaveBeenCalledTimes(1);

    time += 1;
    expect(await withRedis(command, 'fallback')).toBe('answer');
  });

  test('begins with a command that takes too long', async () => {
    const onFailure = jest.fn();
    const withRedis = createRedisPause({ onFailure, timeoutMs: 5 });
    const late = Promise.withResolvers<string>();

    expect(await withRedis(() => late.promise, 'fallback')).toBe('fallback');
    late.reject(new Error('too late to matter'));
    expect(onFailure).toHaveBeenCalledTimes(1);
  });
});
