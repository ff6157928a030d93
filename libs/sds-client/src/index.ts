export { withCache, type SdsCacheOptions } from './cached-sds-client.ts';
export type { Device, Endpoint } from './directory-entries.ts';
export { createSdsClient, type DirectoryQuery, type SdsClient, type SdsClientOptions } from './sds-client.ts';
