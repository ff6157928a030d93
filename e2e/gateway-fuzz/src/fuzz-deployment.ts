import type { Address } from './address.ts';
import { fuzzApi, junitFileOf, type FuzzSetting } from './fuzz-api.ts';
import type { FleetOutcome, FleetSetting } from './fuzz-fleet.ts';
import { writeJunit } from './write-junit.ts';

const LEFT_OUT = 'the gateway is deployed elsewhere, and what stands behind it is out of reach';

/** Fuzzes a gateway that is already there, leaves the stubs' APIs out, and says so. */
export async function fuzzDeployment(gateway: Address, { apis, ...setting }: FleetSetting): Promise<FleetOutcome> {
  const leftOut = apis.filter(({ name }) => name !== 'gateway').map(({ name }) => name);
  for (const name of leftOut) await writeJunit(junitFileOf(name), [{ name: `fuzzing, ${name}`, skipped: LEFT_OUT }]);
  if (leftOut.length > 0) process.stdout.write(`Left out: ${leftOut.join(', ')}; ${LEFT_OUT}\n`);

  const elsewhere: FuzzSetting = { ...setting, addresses: { gateway }, credentialsUrl: undefined };
  const outcomes = [];
  for (const api of apis.filter(({ name }) => name === 'gateway')) outcomes.push(await fuzzApi(api, elsewhere));
  return { outcomes, conduct: [{ name: 'how the processes of the fleet behaved', skipped: LEFT_OUT }] };
}
