import { deploymentAt, readDeployment, type Deployment } from './deployment.ts';
import { startTestFleet, type TestFleet } from './fleet.ts';

/** The gateway that a suite asks. */
export interface GatewayUnderTest {
  readonly gateway: Deployment;
  /** What this suite has started itself; undefined where the gateway is deployed elsewhere. */
  readonly fleet: TestFleet | undefined;
  readonly close: () => Promise<void>;
}

/** Why a test is left out where the gateway is deployed elsewhere. */
export const NEEDS_OWN_FLEET = 'needs the stubs behind the gateway or its admin port, which BASE_URL does not reach';

/** Whether the suite asks a gateway that is deployed elsewhere. */
export const isDeployedElsewhere = (): boolean => readDeployment(process.env) !== undefined;

/** The gateway at `BASE_URL`, or that of a fleet of its own, which has these settings. */
export async function openGateway(settings: Readonly<Record<string, string>> = {}): Promise<GatewayUnderTest> {
  const deployment = readDeployment(process.env);
  if (deployment !== undefined) return { gateway: deployment, fleet: undefined, close: () => Promise.resolve() };
  const fleet = await startTestFleet(settings);
  return { gateway: deploymentAt(fleet.urls.gateway), fleet, close: fleet.stop };
}
