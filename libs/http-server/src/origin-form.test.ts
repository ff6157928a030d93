import { describe, expect, test } from '@jest/globals';
import { originForm } from './origin-form.ts';

describe('originForm', () => {
  test.each([
    ['http://host/path?q=1', '/path?q=1'],
    ['HTTPS://user@host:1/a//b?u=http://other/', '/a//b?u=http://other/'],
    ['http://[bad/path', '/path'],
    ['http://host', '/'],
    ['http://host?q', '/?q'],
    ['http:///path', '/path'],
  ])('takes scheme and host off %s', (target, path) => {
    expect(originForm(target)).toBe(path);
  });

  test.each([
    ['//a@[bad/#', '//a@[bad/%23'],
    ['/path#part?q=1', '/path%23part?q=1'],
    ['/a\u00a0b', '/a%C2%A0b'],
  ])('encodes what is none of a target in %s', (target, path) => {
    expect(originForm(target)).toBe(path);
  });

  test.each(['/', '/path?q=1', '//host/path', '/http://host/path', '/ssp/https://host/path', '*', ''])(
    'leaves "%s" as it is',
    (target) => {
      expect(originForm(target)).toBe(target);
    },
  );
});
