import type { Express } from 'express';
import { createExpressApp, sendBytes, sendJson } from '@cdg/http-server';
import type { Metrics } from './telemetry/metrics.ts';

export interface AdminParts {
  readonly metrics: Metrics;
  /** Why no new requests are taken; undefined while they are. */
  readonly reasonNotReady: () => string | undefined;
}

/** The admin listener, never on the public port: metrics and health for operators and orchestrators. */
export function createAdmin({ metrics, reasonNotReady }: AdminParts): Express {
  const app = createExpressApp();
  app.get('/health/live', (_req, res) => {
    sendJson(res, { status: 200, contentType: 'application/json', body: { status: 'live' } });
  });
  app.get('/health/ready', (_req, res) => {
    const reason = reasonNotReady();
    const body = { status: reason ?? 'ready' };
    sendJson(res, { status: reason === undefined ? 200 : 503, contentType: 'application/json', body });
  });
  app.get('/metrics', async (_req, res) => {
    const text = await metrics.registry.metrics();
    sendBytes(res, { status: 200, contentType: metrics.registry.contentType, body: text });
  });
  app.use((_req, res) => {
    sendJson(res, { status: 404, contentType: 'application/json', body: { error: 'no such path' } });
  });
  return app;
}
