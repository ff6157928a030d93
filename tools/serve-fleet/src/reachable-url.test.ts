import { expect, test } from '@jest/globals';
import { reachableUrl } from './reachable-url.ts';

test.each([
  ['http://0.0.0.0:9001', 'http://127.0.0.1:9001'],
  ['http://[::]:9001', 'http://[::1]:9001'],
  ['http://192.0.2.7:9001', 'http://192.0.2.7:9001'],
  ['http://127.0.0.1:5000/', 'http://127.0.0.1:5000'],
])('what listens on %s is reached at %s', (listening, reached) => {
  expect(reachableUrl(listening)).toBe(reached);
});
