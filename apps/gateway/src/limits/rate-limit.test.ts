import { describe, expect, jest, test } from '@jest/globals';
import { createCountHere } from './count-here.ts';
import { createRateLimit } from './rate-limit.ts';

describe('the rate limit', () => {
  test('lets a consumer send so many requests a minute, and says when the next may come', async () => {
    let time = 0;
    const onLimited = jest.fn();
    const limit = createRateLimit({ perMinute: 2, count: createCountHere(() => time), onLimited });
    await limit('S55555');
    await limit('S55555');
    time += 29_500;

    await expect(limit('S55555')).rejects.toMatchObject({
      row: { status: 429, issue: 'throttled', spineCode: 'BAD_REQUEST' },
      diagnostics: 'Too many requests from this organisation',
      headers: { 'Retry-After': '31' },
    });
    expect(onLimited).toHaveBeenCalledTimes(1);
    await limit('CONSUMER');

    time += 30_500;
    await limit('S55555');
    expect(onLimited).toHaveBeenCalledTimes(1);
  });

  test('asks to wait a second at least', async () => {
    const count = () => Promise.resolve({ requests: 2, remainingMs: 0.5 });

    await expect(createRateLimit({ perMinute: 1, count, onLimited: jest.fn() })('S55555')).rejects.toMatchObject({
      headers: { 'Retry-After': '1' },
    });
  });

  test('of 0 counts nothing', async () => {
    const count = jest.fn(createCountHere());
    await createRateLimit({ perMinute: 0, count, onLimited: jest.fn() })('S55555');

    expect(count).not.toHaveBeenCalled();
  });
});

describe('counting in this process', () => {
  test('remembers a bounded number of consumers: the one longest silent is forgotten', async () => {
    const count = createCountHere();
    await count('FIRST');
    for (let number = 1; number < 10_000; number += 1) await count(`C${number}`);
    expect(await count('FIRST')).toMatchObject({ requests: 2 });

    await count('ONEMORE');
    expect(await count('FIRST')).toMatchObject({ requests: 3 });
    expect(await count('C1')).toMatchObject({ requests: 1 });
  });
});
