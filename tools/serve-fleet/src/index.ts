export { buildApps } from './build-apps.ts';
export { FleetError } from './fleet-error.ts';
export { sampleRequest, type SampleRequest } from './sample-request.ts';
export { startFleet, type FleetOptions } from './start-fleet.ts';
export { type Fleet } from './start-members.ts';
export { startGateway, type RunningGateway, type StartGateway } from './start-gateway.ts';
export { sendSample, type SampleAnswer } from './send-sample.ts';
