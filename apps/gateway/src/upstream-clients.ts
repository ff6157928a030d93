import { BlockList } from 'node:net';
import { createHttpClient, type HttpClient } from '@cdg/http-client';
import type { Config } from './config.ts';
import { createAddressRule } from './tls/address-rule.ts';
import type { RenewedCredentials } from './tls/renewed-credentials.ts';
import { clientTlsOptions } from './tls/tls-options.ts';

export type UpstreamClients = Readonly<Record<'pds' | 'sds' | 'provider', HttpClient>>;

/** One connection pool per upstream. The provider's shows our certificate, and goes on with each renewal of it. */
export function createUpstreamClients(config: Config, credentials: RenewedCredentials): UpstreamClients {
  const common = { connections: config.UPSTREAM_CONNECTIONS, maxBytes: config.UPSTREAM_MAX_BYTES };
  const provider = createHttpClient({
    ...common,
    connections: config.PROVIDER_CONNECTIONS,
    upstream: 'Provider',
    timeoutMs: config.PROVIDER_TIMEOUT_MS,
    idleTimeoutMs: config.PROVIDER_IDLE_TIMEOUT_MS,
    tls: clientTlsOptions(credentials.current()),
    permits: addressRule(config),
  });
  credentials.onRenewal((renewed) => {
    provider.renewTls(clientTlsOptions(renewed));
  });
  return {
    pds: createHttpClient({ ...common, upstream: 'PDS', timeoutMs: config.PDS_TIMEOUT_MS }),
    sds: createHttpClient({ ...common, upstream: 'SDS', timeoutMs: config.SDS_TIMEOUT_MS }),
    provider,
  };
}

/** SDS says where to connect, unless the settings do: to the Spine Secure Proxy, or to the stub in its place. */
function addressRule({ SSP_URL, providerOrigin, PROVIDER_ALLOWED_NETWORKS }: Config) {
  const isOurs = SSP_URL !== undefined || providerOrigin !== undefined;
  return isOurs ? undefined : createAddressRule(PROVIDER_ALLOWED_NETWORKS ?? new BlockList());
}
