import { hash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { chainEvent, GENESIS } from './hash-chain.ts';

const TIME = new Date('2026-01-15T10:00:00.000Z');

test('an event carries its number, its time and the hash of the line before', () => {
  const first = chainEvent(GENESIS, TIME, { event: 'opened' });
  const second = chainEvent(first.head, TIME, { event: 'request', status: 200, patient: undefined });
  expect(JSON.parse(first.line)).toEqual({
    ...{ v: 1, seq: 1, time: '2026-01-15T10:00:00.000Z', prev: GENESIS.hash, event: 'opened' },
  });
  expect(JSON.parse(second.line)).toEqual({
    ...{ v: 1, seq: 2, time: '2026-01-15T10:00:00.000Z', event: 'request', status: 200 },
    prev: hash('sha256', first.line, 'base64url'),
  });
  expect(second.head).toEqual({ seq: 2, hash: hash('sha256', second.line, 'base64url') });
});

test('control characters cannot break a line', () => {
  const { line } = chainEvent(GENESIS, TIME, { event: 'a\n{"v":1}\r\u001b[31m' });
  expect(line).not.toMatch(/\p{Cc}/u);
});
