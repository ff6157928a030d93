import { ExportResultCode } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { BatchSpanProcessor, type SpanExporter, type SpanProcessor } from '@opentelemetry/sdk-trace';
import { Counter } from 'prom-client';
import type { TracingSettings } from '../settings/tracing.ts';
import type { TracingServices } from './open-tracing.ts';

/** Requests to the collector at a time. */
const MAX_REQUESTS = 4;
/** Spans in one of them. */
const MAX_BATCH = 512;

/** Sends spans to the collector in batches (OTLP/HTTP, JSON), out of a queue that is bounded: what is beyond is dropped. */
export function createSpanSender(
  settings: TracingSettings & { readonly endpoint: string },
  services: TracingServices,
): SpanProcessor {
  const timeoutMs = settings.OTEL_EXPORTER_OTLP_TIMEOUT;
  const maxQueueSize = settings.OTEL_BSP_MAX_QUEUE_SIZE;
  return new BatchSpanProcessor({
    exporter: counted(
      new OTLPTraceExporter({
        url: `${settings.endpoint}/v1/traces`,
        headers: settings.OTEL_EXPORTER_OTLP_HEADERS,
        timeoutMillis: timeoutMs,
        concurrencyLimit: MAX_REQUESTS,
      }),
      services,
    ),
    maxQueueSize,
    maxExportBatchSize: Math.min(MAX_BATCH, maxQueueSize),
    scheduledDelayMillis: settings.OTEL_BSP_SCHEDULE_DELAY,
    exportTimeoutMillis: timeoutMs,
  });
}

/** Counts what was sent and what was lost, and says once that the collector is lost, and once that it is found again. */
function counted(exporter: SpanExporter, { logger, registry }: TracingServices): SpanExporter {
  const spans = new Counter({
    name: 'cdg_trace_spans_total',
    help: 'Spans by what became of them: taken by the collector, or not.',
    labelNames: ['outcome'],
    registers: [registry],
  });
  spans.inc({ outcome: 'lost' }, 0);
  let wasSent = true;
  const note = (count: number, isSent: boolean) => {
    spans.inc({ outcome: isSent ? 'sent' : 'lost' }, count);
    if (isSent && !wasSent) logger.info('traces are sent again');
    if (!isSent && wasSent) logger.warn('traces cannot be sent');
    wasSent = isSent;
  };
  return {
    export: (batch, done) => {
      exporter.export(batch, (result) => {
        note(batch.length, result.code === ExportResultCode.SUCCESS);
        done(result);
      });
    },
    shutdown: () => exporter.shutdown(),
  };
}
