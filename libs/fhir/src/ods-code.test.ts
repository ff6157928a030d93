import { describe, expect, test } from '@jest/globals';
import { isOdsCode } from './ods-code.ts';

describe('isOdsCode', () => {
  test.each(['A12345', 'a12345', 'X26', '1', 'A'.repeat(20), '9990000019'])('accepts %s', (text) => {
    expect(isOdsCode(text)).toBe(true);
  });

  test.each([
    ['nothing', ''],
    ['21 characters', 'A'.repeat(21)],
    ['a hyphen', 'A1234-5'],
    ['a space', 'A12345 '],
    ['an LDAP wildcard', 'A*'],
    ['a letter with an accent', 'É12345'],
    ['an NHS number', '9990000018'],
  ])('rejects %s', (_, text) => {
    expect(isOdsCode(text)).toBe(false);
  });
});
