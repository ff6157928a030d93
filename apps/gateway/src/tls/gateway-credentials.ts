import type { Logger } from '@cdg/http-server';
import { Gauge, type Registry } from 'prom-client';
import { gatewayTlsSources, providerTlsSources } from '../settings/tls.ts';
import { expiryOf, type CredentialSources } from './credentials.ts';
import { renewCredentials, type RenewedCredentials } from './renewed-credentials.ts';

const DAY_MS = 86_400_000;

export interface GatewayCredentials {
  /** Towards consumers. */
  readonly gateway: RenewedCredentials;
  /** Towards providers, or the Spine Secure Proxy. */
  readonly provider: RenewedCredentials;
  readonly close: () => void;
}

export interface CredentialServices {
  readonly logger: Logger;
  readonly registry: Registry;
  readonly now: () => Date;
}

/** Both certificates of the gateway, renewed with their files, with the days that each has left as a metric. */
export function openCredentials(
  config: { readonly TLS_RELOAD_MS: number } & Readonly<Record<string, unknown>>,
  { logger, registry, now }: CredentialServices,
): GatewayCredentials {
  const open = (certificate: string, sources: CredentialSources) => {
    const credentials = renewCredentials(sources, {
      everyMs: config.TLS_RELOAD_MS,
      now,
      onFault: ({ message }) => {
        logger.error({ certificate, reason: message }, 'certificate not renewed');
      },
    });
    credentials.onRenewal(() => {
      logger.info({ certificate }, 'certificate renewed');
    });
    return credentials;
  };
  const gateway = open('gateway', gatewayTlsSources(config));
  const provider = open('provider', providerTlsSources(config));
  countDays(registry, { credentials: { gateway, provider }, now });
  return {
    gateway,
    provider,
    close: () => {
      gateway.close();
      provider.close();
    },
  };
}

interface Counted {
  readonly credentials: Readonly<Record<string, RenewedCredentials>>;
  readonly now: () => Date;
}

function countDays(registry: Registry, { credentials, now }: Counted): void {
  new Gauge({
    name: 'cdg_certificate_days_left',
    help: 'Days until the certificate ends: towards consumers (gateway) and towards providers (provider).',
    labelNames: ['certificate'],
    registers: [registry],
    collect() {
      for (const [certificate, { current }] of Object.entries(credentials)) {
        const expiry = expiryOf(current());
        if (expiry !== undefined) this.set({ certificate }, (expiry.getTime() - now().getTime()) / DAY_MS);
      }
    },
  });
}
