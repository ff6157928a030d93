import { test } from '@jest/globals';
import { isDeployedElsewhere } from './open-gateway.ts';

/** Why a test is left out where the gateway is deployed elsewhere. */
export const NEEDS_OWN_FLEET = 'needs the stubs behind the gateway or its admin port, which BASE_URL does not reach';

/** A test that is skipped where the gateway is deployed elsewhere, with the reason in its name. */
export function testWithOwnFleet(name: string, run: () => Promise<void>): void {
  if (isDeployedElsewhere()) test.skip(`${name} (skipped: ${NEEDS_OWN_FLEET})`, run);
  else test(name, run);
}
