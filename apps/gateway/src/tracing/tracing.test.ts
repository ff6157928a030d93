import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Service } from '@cdg/http-server';
import { SCENARIO_PATIENTS } from '@cdg/test-data';
import { respond, respondJson, startScriptedUpstream, type Exchange, type ScriptedUpstream } from '@cdg/test-kit';
import { z } from 'zod';
import { createGatewaysForTests, recordQuestion, type GatewaysForTests } from '../testing/gateway-for-tests.ts';
import { receive } from '../testing/receive.ts';
import { recordText, servicesWith } from '../testing/scripted-services.ts';

const PATIENT = SCENARIO_PATIENTS.fullRecord;
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const KEPT = `00-${TRACE}-00f067aa0ba902b7-01`;
const LEFT = `00-${TRACE}-00f067aa0ba902b7-00`;
const ROOT = 'POST /patient/$gpc.getstructuredrecord';

const exported = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(z.object({ key: z.string() })) }),
      scopeSpans: z.array(
        z.object({
          spans: z.array(
            z.object({
              name: z.string(),
              traceId: z.string(),
              attributes: z.array(z.object({ key: z.string(), value: z.record(z.string(), z.unknown()) })).default([]),
              status: z.object({ code: z.number().default(0) }).default({ code: 0 }),
            }),
          ),
        }),
      ),
    }),
  ),
});

let services: ScriptedUpstream;
let collector: ScriptedUpstream;
let gateways: GatewaysForTests;
let gateway: Service;

beforeEach(async () => {
  [services, collector, gateways] = await Promise.all([
    startScriptedUpstream(),
    startScriptedUpstream(),
    createGatewaysForTests(),
  ]);
  services.script(servicesWith());
  collector.script(respondJson({}, { headers: { 'Content-Type': 'application/json' } }));
});
afterEach(async () => {
  await gateways.close();
  await Promise.all([services.close(), collector.close()]);
});

const start = async (settings: Readonly<Record<string, string>> = {}) => {
  gateway = await gateways.open(services.url, { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...settings });
};
const ask = (headers: Readonly<Record<string, string>> = {}) =>
  receive(gateway.urls.gateway ?? '', recordQuestion(PATIENT, headers));

/** The spans that the gateway has sent when it has stopped. */
async function spansAtTheEnd() {
  await gateway.close();
  return collector.requests
    .flatMap(({ body }) => exported.parse(JSON.parse(body.toString())).resourceSpans)
    .flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
}

/** What is said of spans that did not end well: name, kind of error, and whether it counts as one. */
async function faultsAtTheEnd() {
  const spans = await spansAtTheEnd();
  return spans.flatMap(({ name, attributes, status }) => {
    const type = attributes.find(({ key }) => key === 'error.type')?.value.stringValue;
    return type === undefined ? [] : [[name, type, status.code === 2]];
  });
}

describe('which traces are kept', () => {
  test.each([
    ['always_on', undefined, true],
    ['always_off', KEPT, false],
    ['traceidratio 1', LEFT, true],
    ['traceidratio 0', KEPT, false],
    ['parentbased_always_on', LEFT, false],
    ['parentbased_always_on', undefined, true],
    ['parentbased_always_off', KEPT, true],
    ['parentbased_always_off', undefined, false],
    ['parentbased_traceidratio 0', undefined, false],
  ])('by %s after %s: %s', async (how, traceparent, isKept) => {
    const [sampler = '', share = '1'] = how.split(' ');
    await start({ OTEL_TRACES_SAMPLER: sampler, OTEL_TRACES_SAMPLER_ARG: share });
    await ask(traceparent === undefined ? {} : { traceparent });

    const sent = services.requests.at(-1)?.header('traceparent') ?? '';
    expect(sent.endsWith(isKept ? '-01' : '-00')).toBe(true);
    expect((await spansAtTheEnd()).some(({ name }) => name === ROOT)).toBe(isKept);
  });
});

describe('what a trace says of a fault', () => {
  test('is the kind of error, at the step where it happened', async () => {
    services.script(servicesWith({ patient: respond({ status: 404, body: '{}' }) }));
    await start();
    await ask();

    expect(await faultsAtTheEnd()).toEqual([
      ['call PDS', '404', true],
      ['find practice in PDS', 'PDS status', true],
      [ROOT, 'upstreamFailed', true],
    ]);
  });

  test('is no error where the answer is a refusal', async () => {
    services.script(servicesWith({ consumerDevice: respondJson({ resourceType: 'Bundle', type: 'searchset' }) }));
    await start();
    await ask();

    expect(await faultsAtTheEnd()).toEqual([
      ['find systems in SDS', 'organisationNotFound', false],
      [ROOT, 'organisationNotFound', false],
    ]);
  });

  test('is an error where a record was cut, which began with 200', async () => {
    const record = recordText(PATIENT);
    const cut = ({ response }: Exchange) => {
      response.writeHead(200, { 'Content-Type': 'application/fhir+json' });
      response.end(record.slice(0, -1));
    };
    services.script(servicesWith({ provider: cut }));
    await start();
    await ask();

    expect(await faultsAtTheEnd()).toContainEqual([ROOT, 'cut', true]);
  });
});

test('headers of the settings go to the collector, and the name of the service with the spans', async () => {
  await start({ OTEL_EXPORTER_OTLP_HEADERS: 'api-key=a%20secret', OTEL_SERVICE_NAME: 'a-gateway' });
  await ask();
  await spansAtTheEnd();

  expect(collector.requests[0]?.header('api-key')).toBe('a secret');
  expect(collector.requests[0]?.body.toString()).toContain(
    '{"key":"service.name","value":{"stringValue":"a-gateway"}}',
  );
});

test('pages and paths that do not exist have no trace', async () => {
  await start();
  for (const path of ['/health', '/nowhere']) await receive(gateway.urls.gateway ?? '', { path });

  expect(await spansAtTheEnd()).toEqual([]);
});

test('spans that the collector does not take are counted', async () => {
  collector.script(respond({ status: 400 }));
  await start({ OTEL_BSP_SCHEDULE_DELAY: '1' });
  await ask();
  const lost = async () =>
    /^cdg_trace_spans_total\{outcome="lost"\} [1-9]/m.test(
      (await receive(gateway.urls.admin ?? '', { path: '/metrics' }))?.body.toString() ?? '',
    );
  while (!(await lost())) await new Promise(setImmediate);

  collector.script(respondJson({}));
  await ask();
  expect((await spansAtTheEnd()).map(({ name }) => name)).toContain(ROOT);
});

test('without a collector, the trace of the consumer is passed on as it came, or not at all', async () => {
  await start({ OTEL_EXPORTER_OTLP_ENDPOINT: '' });
  await ask({ traceparent: KEPT });
  expect(new Set(services.requests.map(({ header }) => header('traceparent')))).toEqual(new Set([KEPT]));

  await ask({ traceparent: 'who knows' });
  expect(services.requests.at(-1)?.header('traceparent')).toBeUndefined();
  expect(await spansAtTheEnd()).toEqual([]);
});
