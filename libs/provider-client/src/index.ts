export { makeAuditToken, type AuditFacts } from './audit-token.ts';
export {
  createProviderClient,
  type ProviderAnswer,
  type ProviderCall,
  type ProviderClient,
  type ProviderClientOptions,
} from './provider-client.ts';
