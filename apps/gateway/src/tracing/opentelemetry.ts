import {
  defaultTextMapGetter,
  defaultTextMapSetter,
  ROOT_CONTEXT,
  SpanKind,
  trace,
  type Attributes,
  type Context,
  type Span,
  type Tracer,
} from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { TracerProvider, type SpanProcessor } from '@opentelemetry/sdk-trace';
import type { TraceCall } from '@cdg/http-client';
import type { TracingSettings } from '../settings/tracing.ts';
import { blame, endCall, endRequest } from './blame.ts';
import type { CallTrace, TracedRequest, Tracing } from './call-trace.ts';
import { samplerOf } from './sampler.ts';

/** How long the gateway waits for the last spans to be taken when it stops. */
const FLUSH_MS = 3_000;

const traceContext = new W3CTraceContextPropagator();

/**
 * Traces by OpenTelemetry: a span for the request, one for each step, and one for each exchange with an upstream. Their
 * attributes are named one by one, and never an identifier. `tracestate` may hold anything, and so goes no further.
 */
export function createOpenTelemetry(
  settings: TracingSettings & { readonly version: string },
  sender: SpanProcessor,
): Tracing {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': settings.OTEL_SERVICE_NAME,
      'service.version': settings.version,
    }),
    sampler: samplerOf(settings),
    spanProcessors: [sender],
  });
  const tracer = provider.getTracer('clinical-data-gateway');
  return {
    begin: (request) => beginTrace(tracer, request),
    close: () => soon(provider.shutdown()),
  };
}

function beginTrace(tracer: Tracer, { method, route, headers }: TracedRequest): CallTrace {
  const attributes: Attributes = { 'http.request.method': method, 'http.route': route };
  const within = opener(tracer, parentOf(headers.traceparent));
  const root = within(`${method} ${route}`, { kind: SpanKind.SERVER, attributes });
  const openStep = opener(tracer, root.context);
  let blamed: unknown;
  return {
    ids: { trace: root.span.spanContext().traceId },
    traceCall: callTracer(tracer, root.context),
    step: async (name, work) => {
      const { span, context } = openStep(name);
      try {
        return await work(callTracer(tracer, context));
      } catch (error) {
        // Steps may lie within each other; the innermost is to blame.
        if (error !== blamed) blame(span, error);
        blamed = error;
        throw error;
      } finally {
        span.end();
      }
    },
    end: (result) => {
      endRequest(root.span, result);
    },
  };
}

function callTracer(tracer: Tracer, parent: Context): TraceCall {
  const open = opener(tracer, parent);
  return (upstream) => {
    const { span, context } = open(`call ${upstream}`, {
      kind: SpanKind.CLIENT,
      attributes: { 'cdg.upstream': upstream },
    });
    const headers: Record<string, string> = {};
    traceContext.inject(context, headers, defaultTextMapSetter);
    return {
      headers,
      end: (call) => {
        endCall(span, call);
      },
    };
  };
}

/** Opens spans below one, and gives each with the context to open others below it. */
function opener(tracer: Tracer, parent: Context) {
  return (
    name: string,
    options: { kind?: SpanKind; attributes?: Attributes } = {},
  ): { span: Span; context: Context } => {
    const span = tracer.startSpan(name, options, parent);
    return { span, context: trace.setSpan(parent, span) };
  };
}

function parentOf(traceparent: string | string[] | undefined): Context {
  return traceContext.extract(ROOT_CONTEXT, { traceparent }, defaultTextMapGetter);
}

/** Whatever becomes of it, waits no longer than may be: a collector that hangs must not keep the gateway from stopping. */
async function soon(done: Promise<void>): Promise<void> {
  const { promise: over, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(resolve, FLUSH_MS, false);
  await Promise.race([done.catch(() => undefined), over]);
  clearTimeout(timer);
}
