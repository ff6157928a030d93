import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SCENARIO_PATIENTS } from '@cdg/test-data';
import { hang, respond, startScriptedUpstream } from '@cdg/test-kit';
import { askFor, STRUCTURED_RECORD_PATH } from './support/ask.ts';
import { startFakeServices, type Asked, type FakeServices } from './support/fake-services.ts';
import { startLoneGateway, type LoneGateway } from './support/lone-gateway.ts';
import { startTraceCollector, type Span, type TraceCollector } from './support/trace-collector.ts';

const PATIENT = SCENARIO_PATIENTS.fullRecord;
const REQUEST = `POST ${STRUCTURED_RECORD_PATH}`;
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const TRACEPARENT = `00-${TRACE}-00f067aa0ba902b7-01`;
const ASKED: readonly Asked[] = ['token', 'patient', 'consumerDevice', 'endpoint', 'device', 'provider'];
const [UNSET, ERROR] = [0, 2];

let services: FakeServices;
beforeAll(async () => {
  services = await startFakeServices({ tokenSeconds: 1 });
});
afterAll(() => services.close());
beforeEach(() => {
  services.script();
});

const sentWith = (what: Asked, header = 'traceparent') => services.asked(what).map((request) => request.header(header));
const attributesOf = (span: Span | undefined) =>
  Object.fromEntries((span?.attributes ?? []).map(({ key, value }) => [key, Object.values(value)[0]]));

/** The names of the spans as a tree: each below its parent, in the order in which they ended. */
function treeBelow(spans: readonly Span[], parent: string): object {
  const children = spans.filter(({ parentSpanId }) => parentSpanId === parent);
  return children.map(({ name, spanId }) => ({ [name]: treeBelow(spans, spanId) }));
}

describe('a gateway that is told of a collector', () => {
  let collector: TraceCollector;
  let gateway: LoneGateway;
  const start = async (settings: Readonly<Record<string, string>> = {}) => {
    gateway = await startLoneGateway({
      ...services.settings,
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_BSP_SCHEDULE_DELAY: '20',
      ...settings,
    });
  };
  beforeEach(async () => {
    collector = await startTraceCollector();
  });
  afterEach(() => Promise.all([gateway.stop(), collector.close()]));

  test('shows the five steps of a request with their calls, and tells the upstreams of them', async () => {
    await start();
    expect((await askFor(gateway.url, PATIENT)).status).toBe(200);
    const spans = await collector.spansWith(REQUEST);

    const root = spans.find(({ name }) => name === REQUEST);
    expect([...new Set(collector.paths())]).toEqual(['POST /v1/traces']);
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
    expect(root).toMatchObject({ parentSpanId: '', kind: 2, status: { code: UNSET } });
    expect(attributesOf(root)).toEqual({
      'http.request.method': 'POST',
      'http.route': STRUCTURED_RECORD_PATH,
      'http.response.status_code': 200,
    });
    expect(treeBelow(spans, root?.spanId ?? '')).toEqual([
      { 'validate request': [] },
      { 'find practice in PDS': [{ 'call PDS': [] }, { 'call PDS': [] }] },
      { 'find systems in SDS': [{ 'call SDS': [] }, { 'call SDS': [] }, { 'call SDS': [] }] },
      { 'call provider': [{ 'call Provider': [] }] },
      { 'send response': [] },
    ]);
    const calls = spans.filter(({ name }) => name.startsWith('call ') && name !== 'call provider');
    expect(ASKED.flatMap((what) => sentWith(what)).sort()).toEqual(
      calls.map(({ traceId, spanId }) => `00-${traceId}-${spanId}-01`).sort(),
    );
    expect(gateway.output()).toContain(`"trace":"${root?.traceId ?? ''}"`);
  });

  test('goes on with the trace of the consumer, and passes nothing else of it on', async () => {
    await start();
    await askFor(gateway.url, PATIENT, { traceparent: TRACEPARENT, tracestate: `who=${PATIENT}` });
    const spans = await collector.spansWith(REQUEST);

    expect([...new Set(spans.map(({ traceId }) => traceId))]).toEqual([TRACE]);
    expect(spans.find(({ name }) => name === REQUEST)?.parentSpanId).toBe('00f067aa0ba902b7');
    for (const what of ASKED) {
      expect(sentWith(what)).toEqual([expect.stringMatching(new RegExp(`^00-${TRACE}-(?!00f067aa0ba902b7).{16}-01$`))]);
      expect(sentWith(what, 'tracestate')).toEqual([undefined]);
    }
  });

  test('shows each attempt, what failed, and no identifier', async () => {
    await start({ PDS_TIMEOUT_MS: '100' });
    services.script({ provider: [respond({ status: 503 }), services.goodAnswer('provider')] });
    await askFor(gateway.url, PATIENT);
    const retried = await collector.spansWith(REQUEST);
    expect(retried.filter(({ name }) => name === 'call Provider').map(({ status }) => status.code)).toEqual([
      ERROR,
      UNSET,
    ]);

    services.script({ patient: hang() });
    expect((await askFor(gateway.url, PATIENT)).status).toBe(504);
    const failed = (await collector.spansWith(REQUEST, 2)).slice(retried.length);
    const typeOf = (name: string) => attributesOf(failed.find((span) => span.name === name))['error.type'];
    expect([typeOf('find practice in PDS'), typeOf('find systems in SDS'), typeOf(REQUEST)]).toEqual([
      'PDS timeout',
      undefined,
      'timeout',
    ]);

    expect(collector.text()).not.toMatch(/\b\d{10}\b/);
    for (const secret of [PATIENT, 'A12345', 'S55555', '918999198738', 'a-token', '127.0.0.1']) {
      expect(collector.text()).not.toContain(secret);
    }
  });

  test('keeps only the share of traces that is asked for, and says so to the upstreams', async () => {
    await start({ OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0' });
    await askFor(gateway.url, PATIENT);
    expect(sentWith('provider')).toEqual([expect.stringMatching(/^00-.{32}-.{16}-00$/)]);

    await askFor(gateway.url, PATIENT, { traceparent: TRACEPARENT });
    const spans = await collector.spansWith(REQUEST);
    expect([...new Set(spans.map(({ traceId }) => traceId))]).toEqual([TRACE]);
  });

  test('sends its last spans before it ends', async () => {
    await start({ OTEL_BSP_SCHEDULE_DELAY: '60000' });
    await askFor(gateway.url, PATIENT);
    expect(collector.spans()).toEqual([]);

    expect(await gateway.terminate()).toBe(0);
    expect(collector.spans().map(({ name }) => name)).toContain(REQUEST);
  });

  test('serves as ever, and stops in time, while the collector is gone', async () => {
    const gone = await startTraceCollector();
    await gone.close();
    await start({ OTEL_EXPORTER_OTLP_ENDPOINT: gone.url, OTEL_EXPORTER_OTLP_TIMEOUT: '200' });
    expect((await askFor(gateway.url, PATIENT)).status).toBe(200);
    while (!gateway.output().includes('traces cannot be sent')) await gateway.moreOutput();
    expect(await gateway.metric('cdg_trace_spans_total', 'outcome="lost"')).toBeGreaterThan(0);
    expect(await gateway.terminate()).toBe(0);
  });
});

test('a collector that never answers does not keep the gateway from stopping', async () => {
  const collector = await startScriptedUpstream();
  collector.script(hang());
  const gateway = await startLoneGateway({
    ...services.settings,
    ...{ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_EXPORTER_OTLP_TIMEOUT: '60000' },
  });
  try {
    await askFor(gateway.url, PATIENT);
    const told = performance.now();
    expect(await gateway.terminate()).toBe(0);
    expect(performance.now() - told).toBeLessThan(15_000);
    expect(collector.requests).toHaveLength(1);
  } finally {
    await gateway.stop();
    await collector.close();
  }
});

describe('a gateway without a collector', () => {
  let gateway: LoneGateway;
  beforeAll(async () => {
    gateway = await startLoneGateway(services.settings);
  });
  afterAll(() => gateway.stop());

  test('passes the trace of the consumer on as it came', async () => {
    await askFor(gateway.url, PATIENT, { traceparent: TRACEPARENT, tracestate: 'who=knows' });

    for (const what of ASKED) {
      expect(sentWith(what)).toEqual([TRACEPARENT]);
      expect(sentWith(what, 'tracestate')).toEqual([undefined]);
    }
  });

  test.each([
    ['no trace', undefined],
    ['a malformed one', `00-${PATIENT}-00f067aa0ba902b7-01`],
    ['one of zeros', `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`],
    ['a version that is none', `ff-${TRACE}-00f067aa0ba902b7-01`],
  ])('tells the upstreams nothing where the consumer sent %s', async (_, traceparent) => {
    expect((await askFor(gateway.url, PATIENT, { traceparent })).status).toBe(200);

    for (const what of ASKED) expect(sentWith(what)).toEqual([undefined]);
  });
});
