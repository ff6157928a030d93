import { expect, test } from '@jest/globals';
import { createBoundedMap } from './bounded-map.ts';

test('a full map forgets its oldest entry, and one set again is young', () => {
  const map = createBoundedMap<number>(2);
  map.set('a', 1);
  map.set('b', 2);
  map.set('a', 3);
  map.set('c', 4);
  expect([map.get('a'), map.get('b'), map.get('c')]).toEqual([3, undefined, 4]);
});
