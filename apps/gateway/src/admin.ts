import type { Express } from 'express';
import { createExpressApp, sendBytes, sendJson } from '@cdg/http-server';
import type { BreakerState } from '@cdg/http-client';
import type { Metrics } from './telemetry/metrics.ts';

export interface AdminParts {
  readonly metrics: Metrics;
  readonly readiness: () => Readiness;
}

export interface Readiness {
  readonly isDraining: boolean;
  readonly isAuditWritable: boolean;
  /** Reported, and nothing more: a gateway is no less ready for an upstream that fails for every instance alike. */
  readonly upstreams: Readonly<Record<string, Readonly<Record<BreakerState, number>>>>;
}

/** The admin listener, never on the public port: metrics and health for operators and orchestrators. */
export function createAdmin({ metrics, readiness }: AdminParts): Express {
  const app = createExpressApp();
  app.get('/health/live', (_req, res) => {
    sendJson(res, { status: 200, contentType: 'application/json', body: { status: 'live' } });
  });
  app.get('/health/ready', (_req, res) => {
    const { upstreams, ...state } = readiness();
    const reason = reasonNotReady(state);
    const checks = {
      draining: state.isDraining ? 'yes' : 'no',
      // It is read before anything listens: with a fault in it there is nobody to ask.
      configuration: 'ok',
      audit: state.isAuditWritable ? 'ok' : 'unavailable',
    };
    const body = { status: reason ?? 'ready', checks, upstreams };
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

/** Why no new requests are taken; undefined while they are. */
function reasonNotReady({ isDraining, isAuditWritable }: Omit<Readiness, 'upstreams'>): string | undefined {
  if (isDraining) return 'draining';
  return isAuditWritable ? undefined : 'audit unavailable';
}
