import type { Logger } from '@cdg/http-server';
import type { Registry } from 'prom-client';
import type { TracingSettings } from '../settings/tracing.ts';
import type { Tracing } from './call-trace.ts';
import { PASSING_ON } from './pass-on.ts';

export interface TracingServices {
  readonly logger: Logger;
  readonly registry: Registry;
}

/** Traces to the collector of the settings. Without one, nothing of OpenTelemetry is even loaded. */
export async function openTracing(
  settings: TracingSettings & { readonly version: string },
  services: TracingServices,
): Promise<Tracing> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } = settings;
  if (endpoint === undefined) return PASSING_ON;
  const [{ createOpenTelemetry }, { createSpanSender }] = await Promise.all([
    import('./opentelemetry.ts'),
    import('./span-sender.ts'),
  ]);
  return createOpenTelemetry(settings, createSpanSender({ ...settings, endpoint }, services));
}
