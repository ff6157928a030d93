import { deploymentAt, readDeployment, type Deployment } from './deployment.ts';
import { startTestFleet, type TestFleet } from './fleet.ts';

/** The gateway that a suite asks. */
export interface GatewayUnderTest {
  readonly gateway: Deployment;
  /** What this suite has started itself; undefined where the gateway is deployed elsewhere. */
  readonly fleet: TestFleet | undefined;
  /** The same, for tests that are left out without it. @throws when there is none */
  readonly ownFleet: () => TestFleet;
  readonly close: () => Promise<void>;
}

/** Whether the suite asks a gateway that is deployed elsewhere. */
export const isDeployedElsewhere = (): boolean => readDeployment(process.env) !== undefined;

/** The gateway at `BASE_URL`, or that of a fleet of its own, which has these settings. */
export async function openGateway(settings: Readonly<Record<string, string>> = {}): Promise<GatewayUnderTest> {
  const deployment = readDeployment(process.env);
  if (deployment !== undefined) return elsewhere(deployment);
  const fleet = await startTestFleet(settings);
  return { gateway: deploymentAt(fleet.urls.gateway), fleet, ownFleet: () => fleet, close: fleet.stop };
}

function elsewhere(gateway: Deployment): GatewayUnderTest {
  const ownFleet = () => {
    throw new Error('the gateway is deployed elsewhere: nothing behind it is within reach');
  };
  return { gateway, fleet: undefined, ownFleet, close: () => Promise.resolve() };
}
