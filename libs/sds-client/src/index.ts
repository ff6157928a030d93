export { withCache, type AnswerSource, type SdsCacheOptions, type SdsPath } from './cached-sds-client.ts';
export type { Device, Endpoint } from './directory-entries.ts';
export type { SharedAnswers } from './known-answers.ts';
export { createSdsClient, type DirectoryQuery, type SdsClient, type SdsClientOptions } from './sds-client.ts';
