import { createLogger, type LogDestination } from '@cdg/http-server';
import { createAccessTokens, createPdsClient } from '@cdg/pds-client';
import { createProviderClient } from '@cdg/provider-client';
import { createSdsClient, withCache } from '@cdg/sds-client';
import type { AppParts } from './app.ts';
import { createAuditDemand } from './audit/audit-demand.ts';
import type { AuditTrail } from './audit/audit-trail.ts';
import { openAuditTrail } from './audit/open-audit-trail.ts';
import { createPseudonyms } from './audit/pseudonym.ts';
import { createPipeline, type CallServices } from './call/pipeline.ts';
import { ukDate } from './call/uk-date.ts';
import { createLongRecordWatch } from './call/young-garbage.ts';
import type { Config } from './config.ts';
import { openIdentification, type Identification } from './identity/open-identification.ts';
import { createUpstreamProtection, type UpstreamProtection } from './protect-upstreams.ts';
import { createLoadControl, type LoadControl } from './limits/load-control.ts';
import { createMetrics } from './telemetry/metrics.ts';
import { watchPools } from './telemetry/pool-metrics.ts';
import { createUpstreamHealth, type UpstreamHealth } from './telemetry/upstream-health.ts';
import { openCredentials, type GatewayCredentials } from './tls/gateway-credentials.ts';
import { openTracing } from './tracing/open-tracing.ts';
import { createUpstreamClients, type UpstreamClients } from './upstream-clients.ts';

export interface Dependencies extends AppParts {
  readonly trail: AuditTrail;
  readonly credentials: GatewayCredentials;
  readonly load: LoadControl;
  readonly upstreamStates: UpstreamHealth['states'];
  /** Closes the upstream connections, then the audit trail. */
  readonly close: () => Promise<void>;
}

/**
 * The composition root: everything the app needs, made from the settings and nothing else.
 *
 * @throws SettingsError when the audit trail cannot be opened
 */
export async function createDependencies(config: Config, logDestination?: LogDestination): Promise<Dependencies> {
  const logger = createLogger({ service: 'gateway', level: config.LOG_LEVEL, destination: logDestination });
  const metrics = createMetrics();
  const trail = await openTrail(config, { logger, metrics });
  const credentials = openCredentials(config, { logger, registry: metrics.registry, now: () => new Date() });
  const clients = createUpstreamClients(config, credentials.provider);
  watchPools(metrics.registry, clients);
  const health = createUpstreamHealth({ registry: metrics.registry, logger });
  const protection = createUpstreamProtection(config, health);
  const tracing = await openTracing(config, { logger, registry: metrics.registry });
  const load = createLoadControl(config, { logger, metrics });
  const identification = openIdentification(config, () => new Date());
  const services = createServices(config, { clients, trail, protection, load, identification });
  return {
    trail,
    credentials,
    load,
    upstreamStates: health.states,
    tracing,
    inFlight: load.inFlight,
    audit: { trail, pseudonymOf: createPseudonyms(config.AUDIT_PSEUDONYM_KEY) },
    pipeline: createPipeline(services, {
      maxBodyBytes: config.MAX_BODY_BYTES,
      deadlineMs: config.REQUEST_DEADLINE_MS,
      patientGuardBytes: config.PATIENT_GUARD_BYTES,
      consumerIdleMs: config.CONSUMER_IDLE_TIMEOUT_MS,
      watchLength: createLongRecordWatch(),
    }),
    logger,
    metrics,
    permittedSubjects: config.GATEWAY_TLS_CLIENT_SUBJECTS,
    debug: config.CDG_DEBUG,
    version: config.version,
    close: async () => {
      credentials.close();
      load.close();
      await Promise.all([...Object.values(clients), identification].map((client) => client.close()));
      await Promise.all([trail.close(), tracing.close()]);
    },
  };
}

async function openTrail(config: Config, { logger, metrics }: Pick<Dependencies, 'logger' | 'metrics'>) {
  const onLost = () => {
    metrics.auditEventsLost.inc();
  };
  const onWritable = (isWritable: boolean) => {
    metrics.auditWritable.set(Number(isWritable));
  };
  return openAuditTrail(config, { logger, stdout: process.stdout, now: () => new Date(), onLost, onWritable });
}

interface ServiceParts {
  readonly clients: UpstreamClients;
  readonly trail: AuditTrail;
  readonly protection: UpstreamProtection;
  readonly load: LoadControl;
  readonly identification: Identification;
}

function createServices(config: Config, parts: ServiceParts): CallServices {
  const { clients, trail, protection, load, identification } = parts;
  const now = () => new Date();
  const tokens = createAccessTokens({
    http: clients.pds,
    tokenUrl: config.pdsTokenUrl,
    apiKey: config.PDS_API_KEY,
    keyId: config.PDS_KEY_ID,
    privateKey: config.PDS_PRIVATE_KEY,
    timeoutMs: config.PDS_TIMEOUT_MS,
    now,
  });
  const pds = createPdsClient({
    http: clients.pds,
    baseUrl: config.pdsUrl,
    tokens,
    retries: protection.retries('PDS'),
    now,
  });
  const sds = createSdsClient({
    http: clients.sds,
    baseUrl: config.sdsUrl,
    apiKey: config.SDS_API_KEY,
    retries: protection.retries('SDS'),
    now,
  });
  const providers = createProviderClient({
    http: clients.provider,
    sspUrl: config.SSP_URL,
    retries: protection.retries('Provider'),
    now,
  });
  return {
    pds: protection.pds(pds),
    sds: withCache(protection.sds(sds), {
      ttlMs: config.SDS_CACHE_TTL_MS,
      negativeTtlMs: config.SDS_NEGATIVE_TTL_MS,
      flightTimeoutMs: config.REQUEST_DEADLINE_MS,
      attemptTimeoutMs: config.SDS_TIMEOUT_MS,
      staleIfErrorMs: config.SDS_STALE_IF_ERROR_MS,
      ...load.sdsCache,
    }),
    providers: protection.providers(providers),
    policy: { allowedHosts: config.PROVIDER_ALLOWED_HOSTS, origin: config.providerOrigin },
    identify: identification.identify,
    audit: createAuditDemand(trail),
    rateLimit: load.rateLimit,
    today: ukDate(now),
  };
}
