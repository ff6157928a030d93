import { SCENARIO_PATIENTS } from '@cdg/test-data';
import { expect, test } from '@jest/globals';
import { watchLines } from './watch-lines.ts';

const { fullRecord } = SCENARIO_PATIENTS;
const verdicts = (...texts: string[]) => {
  const watch = watchLines([fullRecord]);
  for (const text of texts) watch.see({ member: 'gateway', text });
  return watch.judge().map(({ failure }) => failure);
};

test('watchLines is content with ordinary lines', () => {
  expect(verdicts('{"level":30,"status":200}', '{"level":50}')).toEqual([undefined, undefined]);
});

test('watchLines notices an NHS number', () => {
  expect(verdicts(`{"level":30,"url":"/Patient/${fullRecord}"}`)[0]).toMatch(/^gateway did/);
});

test('watchLines does not repeat the number that it noticed', () => {
  expect(verdicts(`${fullRecord} and more`).join(' ')).not.toContain(fullRecord);
});

test('watchLines notices a fault that ends a process', () => {
  expect(verdicts('{"level":60,"msg":"uncaught"}')[1]).toBe('gateway did');
});
