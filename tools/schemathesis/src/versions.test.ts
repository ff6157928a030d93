import { describe, expect, test } from '@jest/globals';
import { isSupported, pinnedVersions, versionIn } from './versions.ts';

describe('pinnedVersions', () => {
  test('puts the newest release first, by number', () => {
    const requirements = [
      'anyio==9.0.0 \\',
      '    --hash=sha256:00',
      'schemathesis==4.9.1 ; python_version < "3.11" \\',
      'schemathesis==4.32.5 ; python_version >= "3.11" \\',
    ].join('\n');

    expect(pinnedVersions(requirements)).toEqual(['4.32.5', '4.9.1']);
  });

  test('refuses requirements that pin none', () => {
    expect(() => pinnedVersions('anyio==9.0.0')).toThrow('pin no release');
  });
});

test.each([
  ['schemathesis, version 4.32.5\n', '4.32.5'],
  ['schemathesis: command not found', undefined],
])('versionIn finds in %j the version %s', (output, version) => {
  expect(versionIn(output)).toBe(version);
});

test.each([
  ['4.30.1', true],
  ['4.32.5', true],
  ['4.100.0', true],
  ['4.30.0', false],
  ['4.9.9', false],
  ['3.39.0', false],
  ['5.0.0', false],
  ['40.0.0', false],
])('isSupported says of %s: %s', (version, supported) => {
  expect(isSupported(version, ['4.32.5', '4.30.1'])).toBe(supported);
});
