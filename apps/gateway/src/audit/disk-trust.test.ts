import { beforeEach, expect, test } from '@jest/globals';
import { createDiskTrust, type DiskTrust } from './disk-trust.ts';

let time: number;
let trust: DiskTrust;
beforeEach(() => {
  time = 0;
  trust = createDiskTrust(() => time);
});

const writeFor = (ms: number) =>
  trust.write(() => {
    time += ms;
    return 7;
  });

test('a disk is trusted while its writes are quick', () => {
  expect(trust.isTrusted()).toBe(true);
  expect(writeFor(100)).toBe(7);
  expect(trust.isTrusted()).toBe(true);
});

test('a slow write is the last until a thread has found the disk quick again', async () => {
  writeFor(101);
  expect(trust.isTrusted()).toBe(false);
  await trust.follow(() => Promise.resolve());
  expect(trust.isTrusted()).toBe(true);
});

test('a disk that hangs is not trusted as soon as its answer is overdue', async () => {
  const hanging = Promise.withResolvers<undefined>();
  const followed = trust.follow(() => hanging.promise);
  time += 100;
  expect(trust.isTrusted()).toBe(true);
  time += 1;
  expect(trust.isTrusted()).toBe(false);

  hanging.resolve(undefined);
  await followed;
  expect(trust.isTrusted()).toBe(false);
  await trust.follow(() => Promise.resolve());
  expect(trust.isTrusted()).toBe(true);
});

test('a failure is passed on, and says nothing of the speed', async () => {
  const failure = new Error('no space');
  await expect(trust.follow(() => Promise.reject(failure))).rejects.toBe(failure);
  expect(trust.isTrusted()).toBe(true);
  expect(() =>
    trust.write(() => {
      throw failure;
    }),
  ).toThrow(failure);
});
