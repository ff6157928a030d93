import { beforeEach, describe, expect, test } from '@jest/globals';
import { INTERACTIONS } from '@cdg/gp-connect';
import { createLogger } from '@cdg/http-server';
import { SCENARIO_PATIENTS } from '@cdg/test-data';
import type { ConsumerRequest } from '../call/1-validate-request.ts';
import { CallError } from '../errors/call-error.ts';
import { createCallRecorder, type CallRecorder } from './call-recorder.ts';
import { keptAudit, type KeptAudit } from '../testing/kept-audit.ts';
import { createMetrics, type Metrics } from './metrics.ts';

const NHS_NUMBER = SCENARIO_PATIENTS.fullRecord;
const IDS = { 'Ssp-TraceID': '3b1c2a54-6f0d-4e0a-9d0c-0d5a9f1f7c11' };

const request: ConsumerRequest = {
  interaction: INTERACTIONS.getStructuredRecord,
  nhsNumber: NHS_NUMBER,
  body: Buffer.from(`{"value":"${NHS_NUMBER}"}`),
  traceId: IDS['Ssp-TraceID'],
  requestId: IDS['Ssp-TraceID'],
  correlationId: IDS['Ssp-TraceID'],
  consumerOds: 'S55555',
  acceptsGzip: false,
};

let text: string;
let metrics: Metrics;
let audit: KeptAudit;
let recorder: CallRecorder;

beforeEach(() => {
  text = '';
  metrics = createMetrics();
  audit = keptAudit();
  const logger = createLogger({
    service: 'gateway',
    level: 'info',
    destination: { write: (line) => (text += line) },
  });
  recorder = createCallRecorder({ method: 'POST', route: '/a/route', ids: IDS }, { logger, metrics, audit });
});

const lines = () =>
  text
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));

const ENVELOPE = { level: expect.any(Number), time: expect.any(String), service: 'gateway' };
const ms = expect.any(Number);

/** The sum of a metric's samples, by its name and what stands in its labels. */
async function metric(name: string, labels = ''): Promise<number> {
  const page = await metrics.registry.metrics();
  return page
    .split('\n')
    .filter((line) => line.startsWith(name) && line.includes(labels))
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

describe('the line of a request', () => {
  test('says by whose word the person is known, but not who it is', () => {
    recorder.askedBy({ kind: 'synthetic', id: 'a-person', sdsUserId: '1', sdsRoleProfileId: '2' });
    recorder.end({ status: 200, outcome: 'ok' });

    expect(lines()).toEqual([
      {
        ...{ ...ENVELOPE, ...IDS, method: 'POST', route: '/a/route', status: 200, outcome: 'ok', ms },
        ...{ calls: '', identity: 'synthetic', msg: 'request' },
      },
    ]);
  });

  test('has these fields and no other', async () => {
    recorder.about(request);
    recorder.end({ status: 200, outcome: 'ok' });
    expect(lines()).toEqual([
      {
        ...ENVELOPE,
        ...IDS,
        'ODS-from': 'S55555',
        ...{ msg: 'request', method: 'POST', route: '/a/route', status: 200, outcome: 'ok', ms, calls: '' },
      },
    ]);
    expect(await metric('cdg_request_duration_seconds_count', 'route="/a/route",status="200"')).toBe(1);
  });

  test('does not name an organisation before the request turned out valid', () => {
    recorder.end({ status: 400, outcome: 'invalidBody' });
    expect(lines()).toEqual([expect.not.objectContaining({ 'ODS-from': expect.anything() })]);
  });

  test.each([
    [499, 30],
    [500, 50],
    [502, 50],
  ])('of status %i has level %i', (status, level) => {
    recorder.end({ status, outcome: 'x' });
    expect(lines()).toEqual([expect.objectContaining({ level })]);
  });
});

describe('an upstream call', () => {
  test('that failed has a line of its own, with these fields and no other', async () => {
    recorder.about(request);
    recorder.upstreamCall({ upstream: 'PDS', outcome: 'ok', status: 503, ms: 12.6 });
    recorder.upstreamCall({ upstream: 'SDS', outcome: 'timeout', ms: 5_000 });
    const common = { ...ENVELOPE, ...IDS, 'ODS-from': 'S55555', msg: 'upstream call', level: 40 };
    expect(lines()).toEqual([
      { ...common, upstream: 'PDS', outcome: 'ok', status: 503, ms: 13 },
      { ...common, upstream: 'SDS', outcome: 'timeout', ms: 5_000 },
    ]);
    expect(await metric('cdg_upstream_call_duration_seconds_sum', 'upstream="SDS"')).toBe(5);
    expect(await metric('cdg_upstream_call_duration_seconds_count', 'status="none"')).toBe(1);
  });

  test('that went well stands in the line of its request alone', () => {
    recorder.upstreamCall({ upstream: 'PDS', outcome: 'ok', status: 404, ms: 12.6 });
    recorder.upstreamCall({ upstream: 'SDS', outcome: 'ok', status: 200, ms: 3 });
    recorder.end({ status: 404, outcome: 'patientNotFound' });

    expect(lines()).toEqual([expect.objectContaining({ calls: 'PDS 404 13 ms, SDS 200 3 ms', msg: 'request' })]);
  });

  test('makes a part of the summary for debugging', () => {
    expect(recorder.summary()).toBe('');
    recorder.upstreamCall({ upstream: 'PDS', outcome: 'ok', status: 200, ms: 12.6 });
    recorder.upstreamCall({ upstream: 'SDS', outcome: 'timeout', ms: 5_000 });
    expect(recorder.summary()).toBe('PDS 200 13 ms, SDS timeout 5000 ms');
  });
});

describe('a fault of ours', () => {
  test('is logged with its name and the places of its stack', () => {
    recorder.end({ status: 500, outcome: 'internal', error: new TypeError('x is not a function') });
    expect(lines()).toEqual([
      expect.objectContaining({ fault: 'TypeError', at: expect.stringMatching(/^at .*call-recorder\.test\.ts/) }),
    ]);
    expect(text).not.toContain('not a function');
  });

  test.each([
    ['has many lines', `unexpected\n${NHS_NUMBER}\n in JSON`],
    ['looks like places', `unexpected\n    at ${NHS_NUMBER}\n    at b`],
    ['is empty', ''],
  ])('is logged without its message, also when that %s', (_, message) => {
    recorder.end({ status: 500, outcome: 'internal', error: new Error(message) });
    expect(text).toContain('"at":"at ');
    expect(text).not.toContain(NHS_NUMBER);
    expect(text).not.toContain('unexpected');
  });

  test('that is no Error is not logged at all', () => {
    recorder.end({ status: 500, outcome: 'internal', error: NHS_NUMBER });
    expect(text).not.toContain(NHS_NUMBER);
  });

  test('without a stack is logged by its name', () => {
    const error = new Error(NHS_NUMBER);
    Reflect.deleteProperty(error, 'stack');
    recorder.end({ status: 500, outcome: 'internal', error });
    expect(lines()).toEqual([expect.objectContaining({ fault: 'Error', at: '' })]);
  });
});

describe('the other events', () => {
  test('a Bundle of another id is logged and counted', async () => {
    recorder.bundleIdMismatch();
    expect(lines()).toEqual([{ ...ENVELOPE, ...IDS, msg: 'Bundle.id is not the trace id' }]);
    expect(await metric('cdg_bundle_id_mismatches_total')).toBe(1);
  });

  test('a record that is cut is counted', async () => {
    recorder.recordCut();
    expect(await metric('cdg_records_cut_total')).toBe(1);
  });
});

test('no line and no metric has the number of the patient, whatever the recorder is told', async () => {
  recorder.about(request);
  recorder.upstreamCall({ upstream: 'Provider', outcome: 'network', ms: 1 });
  recorder.bundleIdMismatch();
  recorder.recordCut();
  const cause = new Error(`GET /Patient/${NHS_NUMBER} failed`);
  recorder.end({ status: 500, outcome: 'internal', error: cause });
  recorder.end({ status: 502, outcome: 'cut', error: new CallError('internal', NHS_NUMBER, { cause }) });
  expect(lines()).toHaveLength(4);
  expect(text + (await metrics.registry.metrics())).not.toContain(NHS_NUMBER);
});
