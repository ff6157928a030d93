import { listen, type ListenOptions, type LogDestination, type Logger, type Service } from '@cdg/http-server';
import { auditRefusal } from './audit/call-audit.ts';
import { createAdmin } from './admin.ts';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import { createDependencies, type Dependencies } from './dependencies.ts';
import { drain } from './drain.ts';
import { answerRefusedRequests } from './refused-requests.ts';
import { serverTlsOptions } from './tls/tls-options.ts';

/**
 * Opens the audit trail, the public port and the admin listener. Closing lets the requests under way end, and says "not
 * ready" meanwhile. Log lines go to standard output unless told otherwise.
 */
export async function startGateway(
  config: Config,
  logDestination?: LogDestination,
): Promise<{ service: Service; logger: Logger }> {
  const dependencies = await createDependencies(config, logDestination);
  try {
    return await serve(config, dependencies);
  } catch (error) {
    await dependencies.close();
    throw error;
  }
}

async function serve(config: Config, dependencies: Dependencies): Promise<{ service: Service; logger: Logger }> {
  const { metrics, logger, trail, credentials, load, upstreamStates } = dependencies;
  const ownCertificate = credentials.gateway.current();
  let draining = false;

  const app = await listen(createApp(dependencies), {
    host: config.GATEWAY_HOST,
    port: config.GATEWAY_PORT,
    ...connectionLimits(config),
    requireHostHeader: false,
    tls: ownCertificate.cert === undefined ? undefined : serverTlsOptions(ownCertificate),
  });
  credentials.gateway.onRenewal((renewed) => {
    app.renewTls(serverTlsOptions(renewed));
  });
  app.server.on('drop', load.onConnectionRefused);
  answerRefusedRequests(app.server, {
    maxHeaderBytes: config.MAX_HEADER_BYTES,
    onRefused: ({ kind, row }) => {
      auditRefusal(trail, { outcome: kind, ...row });
    },
  });
  const readiness = () => ({ isDraining: draining, isAuditWritable: trail.isReady(), upstreams: upstreamStates() });
  const admin = await listen(createAdmin({ metrics, readiness }), {
    host: config.GATEWAY_HOST,
    port: config.GATEWAY_ADMIN_PORT,
  }).catch(async (error: unknown) => {
    await app.close(0);
    throw error;
  });

  const close = async () => {
    draining = true;
    const { DRAIN_DELAY_MS: delayMs, REQUEST_DEADLINE_MS: deadlineMs } = config;
    await drain(app, { delayMs, deadlineMs, inFlight: load.inFlight });
    await Promise.all([admin.close(0), dependencies.close()]);
  };
  return { service: { urls: { gateway: app.url, admin: admin.url }, close }, logger };
}

/** What a client's connection may take: time, bytes, and connections beside it. */
function connectionLimits(config: Config): Partial<ListenOptions> {
  return {
    maxHeaderBytes: config.MAX_HEADER_BYTES,
    headersTimeoutMs: config.HEADERS_TIMEOUT_MS,
    requestTimeoutMs: config.REQUEST_TIMEOUT_MS,
    keepAliveTimeoutMs: config.KEEP_ALIVE_TIMEOUT_MS,
    // Beyond both, no request can still be waiting for something.
    idleTimeoutMs: config.REQUEST_DEADLINE_MS + config.CONSUMER_IDLE_TIMEOUT_MS,
    maxConnections: config.MAX_CONNECTIONS,
  };
}
