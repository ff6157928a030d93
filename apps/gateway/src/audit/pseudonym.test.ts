import { createHmac } from 'node:crypto';
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

test.each([1, 20, 63, 64, 65, 200])('is the HMAC with SHA-256 of the number, with a key of %i bytes', (length) => {
  const key = Array.from({ length }, (_, index) => String.fromCharCode(33 + (index % 90))).join('');

  const expected = createHmac('sha256', key).update(fullRecord).digest('base64url');

  expect(createPseudonyms(key)(fullRecord)).toBe(expected);
});
