import { listen, type Logger, type Service } from '@cdg/http-server';
import { createAdmin } from './admin.ts';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import { createDependencies } from './dependencies.ts';
import { answerRefusedRequests } from './refused-requests.ts';

/** Time for open requests to end once the gateway stops, beyond the deadline each of them has. */
const DRAIN_MARGIN_MS = 1_000;

/** Opens the public port and the admin listener. Closing lets the requests under way end, and says "not ready" meanwhile. */
export async function startGateway(config: Config): Promise<{ service: Service; logger: Logger }> {
  const dependencies = createDependencies(config);
  const { metrics, logger } = dependencies;
  let draining = false;

  const app = await listen(createApp(dependencies), {
    host: config.GATEWAY_HOST,
    port: config.GATEWAY_PORT,
    maxHeaderBytes: config.MAX_HEADER_BYTES,
    requireHostHeader: false,
  });
  answerRefusedRequests(app.server, config.MAX_HEADER_BYTES);
  const admin = await listen(createAdmin({ metrics, isReady: () => !draining }), {
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
