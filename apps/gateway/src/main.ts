import { listen, reportStartFailure, runProcess } from '@cdg/http-server';
import { createAdmin } from './admin.ts';
import { createApp } from './app.ts';
import { printableConfig, readConfig } from './config.ts';
import { createDependencies } from './dependencies.ts';
import { answerRefusedRequests } from './refused-requests.ts';

/** Time for open requests to end once the gateway stops, beyond the deadline each of them has. */
const DRAIN_MARGIN_MS = 1_000;

async function start() {
  const config = readConfig(process.env);
  const dependencies = createDependencies(config);
  const { metrics, logger } = dependencies;
  let draining = false;

  const app = await listen(createApp(dependencies), {
    host: config.GATEWAY_HOST,
    port: config.GATEWAY_PORT,
    maxHeaderBytes: config.MAX_HEADER_BYTES,
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

function printConfig(): void {
  try {
    process.stdout.write(`${printableConfig(readConfig(process.env))}\n`);
  } catch (error) {
    reportStartFailure(error);
  }
}

if (process.argv.includes('--print-config')) printConfig();
else await runProcess(start);
