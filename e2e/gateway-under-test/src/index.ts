export { askFor, EVERY_AREA, goodHeaders, parametersFor } from './ask-for-record.ts';
export { ask, STRUCTURED_RECORD_PATH, type Answer, type Question } from './ask.ts';
export { deploymentAt, readDeployment, type Deployment } from './deployment.ts';
export { errorOf } from './error-of.ts';
export { startTestFleet, type TestFleet } from './fleet.ts';
export { isDeployedElsewhere, openGateway, type GatewayUnderTest } from './open-gateway.ts';
export {
  changeItem,
  clearFaults,
  clearJournal,
  journalOf,
  removeItem,
  resetStub,
  setFault,
  storedItem,
  type FaultOrder,
  type JournalEntry,
} from './stub-dials.ts';
export { NEEDS_OWN_FLEET, testWithOwnFleet } from './test-with-own-fleet.ts';
