export { createDirectory } from './directory/directory.ts';
export type { AccreditedSystem, Directory, MessageHandlingSystem } from './directory/directory-records.ts';
export { CONSUMERS, PDS_STUB_API_KEY, PDS_STUB_KEY_ID, PRACTICES, SDS_STUB_API_KEY } from './places.ts';
export type { ClinicalArea, GpRecord, RecordItem } from './records/gp-record.ts';
export { CONFORMANCE_PATIENTS, SCENARIO_PATIENTS } from './scenarios.ts';
export type { StubFault } from './stub-fault.ts';
