import { EventEmitter, once } from 'node:events';
import { respondJson, startScriptedUpstream } from '@cdg/test-kit';
import { z } from 'zod';

const spanSchema = z.object({
  name: z.string(),
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().default(''),
  kind: z.number(),
  attributes: z.array(z.object({ key: z.string(), value: z.record(z.string(), z.unknown()) })).default([]),
  status: z.object({ code: z.number().default(0) }).default({ code: 0 }),
});
const exportSchema = z.object({
  resourceSpans: z.array(z.object({ scopeSpans: z.array(z.object({ spans: z.array(spanSchema) })) })),
});

export type Span = z.output<typeof spanSchema>;

export interface TraceCollector {
  readonly url: string;
  /** The spans received so far, once one with this name is among them. */
  readonly spansWith: (name: string, times?: number) => Promise<readonly Span[]>;
  readonly spans: () => readonly Span[];
  /** All that was received, as text. */
  readonly text: () => string;
  readonly paths: () => readonly string[];
  readonly close: () => Promise<void>;
}

/** A collector of traces as far as the gateway knows: takes OTLP/HTTP in JSON. */
export async function startTraceCollector(): Promise<TraceCollector> {
  const server = await startScriptedUpstream();
  const changes = new EventEmitter();
  server.script(async (exchange) => {
    await respondJson({}, { headers: { 'Content-Type': 'application/json' } })(exchange);
    changes.emit('more');
  });
  const spans = () =>
    server.requests.flatMap(({ body }) =>
      exportSchema
        .parse(JSON.parse(body.toString()))
        .resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)),
    );
  return {
    url: server.url,
    spans,
    spansWith: async (name, times = 1) => {
      while (spans().filter((span) => span.name === name).length < times) await once(changes, 'more');
      return spans();
    },
    text: () => server.requests.map(({ body }) => body.toString()).join('\n'),
    paths: () => server.requests.map(({ method, path }) => `${method} ${path}`),
    close: server.close,
  };
}
