import { describe, expect, test } from '@jest/globals';
import { isPermittedSubject, parseSubjects } from './subject-rule.ts';

const PERMITTED = parseSubjects('CN=proxy.example,O=Synthetic NHS; CN=other.example');

describe('the allow-list of subjects', () => {
  test.each([
    { CN: 'proxy.example', O: 'Synthetic NHS', C: 'GB' },
    { CN: 'other.example', O: 'Anything' },
  ])('permits %j', (subject) => {
    expect(isPermittedSubject(PERMITTED, subject)).toBe(true);
  });

  test.each([
    { CN: 'proxy.example' },
    { CN: 'proxy.example', O: 'Another' },
    { CN: ['other.example', 'proxy.example'] },
    { CN: 'evil-other.example' },
    { CN: 'OTHER.example' },
    { OU: 'other.example' },
    {},
  ])('does not permit %j', (subject) => {
    expect(isPermittedSubject(PERMITTED, subject)).toBe(false);
  });

  test.each(['', 'proxy.example', 'CN=', '=x', 'CN=a;', 'CN=a,,O=b'])('%j names no subjects', (text) => {
    expect(() => parseSubjects(text)).toThrow('expected attributes');
  });
});
