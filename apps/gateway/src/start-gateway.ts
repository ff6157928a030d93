import { listen, type LogDestination, type Logger, type Service } from '@cdg/http-server';
import { auditRefusal } from './audit/call-audit.ts';
import { createAdmin } from './admin.ts';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import { createDependencies, type Dependencies } from './dependencies.ts';
import { answerRefusedRequests } from './refused-requests.ts';

/** Time for open requests to end once the gateway stops, beyond the deadline each of them has. */
const DRAIN_MARGIN_MS = 1_000;

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
  const { metrics, logger, trail } = dependencies;
  let draining = false;

  const app = await listen(createApp(dependencies), {
    host: config.GATEWAY_HOST,
    port: config.GATEWAY_PORT,
    maxHeaderBytes: config.MAX_HEADER_BYTES,
    requireHostHeader: false,
  });
  answerRefusedRequests(app.server, {
    maxHeaderBytes: config.MAX_HEADER_BYTES,
    onRefused: ({ kind, row }) => {
      auditRefusal(trail, { outcome: kind, ...row });
    },
  });
  const reasonNotReady = () => {
    if (draining) return 'draining';
    return trail.isReady() ? undefined : 'audit unavailable';
  };
  const admin = await listen(createAdmin({ metrics, reasonNotReady }), {
    host: config.GATEWAY_HOST,
    port: config.GATEWAY_ADMIN_PORT,
  });

  const close = async () => {
    draining = true;
    await app.close(config.REQUEST_DEADLINE_MS + DRAIN_MARGIN_MS);
    await Promise.all([admin.close(0), dependencies.close()]);
  };
  return { service: { urls: { gateway: app.url, admin: admin.url }, close }, logger };
}
