export { createAccessTokens, type AccessTokens, type TokenSettings } from './access-token.ts';
export { createPdsClient, type PatientQuery, type PdsClient, type PdsClientOptions } from './pds-client.ts';
