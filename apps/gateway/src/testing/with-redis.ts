import { describe } from '@jest/globals';
import { WHY_NO_REDIS } from './redis-server.ts';

/** Describes what needs a real Redis: skipped where there is none, with the reason in each test's name. */
export function describeWithRedis(name: string, tests: () => void): void {
  if (WHY_NO_REDIS === undefined) describe(name, tests);
  else describe.skip(`${name} (skipped: ${WHY_NO_REDIS})`, tests);
}
