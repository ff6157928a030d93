import { expect, test } from '@jest/globals';
import { SCENARIO_PATIENTS } from '@cdg/test-data';
import { createPseudonyms } from './pseudonym.ts';

const { fullRecord, survivor } = { ...SCENARIO_PATIENTS, survivor: '9990000123' };

test('a patient has one name under a key, another under another, and none that tells the number', () => {
  const [one, other] = [createPseudonyms('a key'), createPseudonyms('another key')];
  const names = [one(fullRecord), one(survivor), other(fullRecord)];
  expect(one(fullRecord)).toBe(names[0]);
  expect(new Set(names).size).toBe(3);
  for (const name of names) expect(name).toMatch(/^[\w-]{43}$/);
});
