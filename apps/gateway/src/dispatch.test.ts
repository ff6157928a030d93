import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CancelledError, UpstreamError } from '@cdg/http-client';
import { createExpressApp, createLogger, listen, sendJson, type RunningServer } from '@cdg/http-server';
import { SCENARIO_PATIENTS } from '@cdg/test-data';
import { z } from 'zod';
import { ConsumerGoneError } from './call/consumer-stream.ts';
import { dispatch, type Route } from './dispatch.ts';
import { CallError } from './errors/call-error.ts';
import { createMetrics, type Metrics } from './telemetry/metrics.ts';
import { keptAudit, type KeptAudit } from './testing/kept-audit.ts';

const TRACE_ID = '3b1c2a54-6f0d-4e0a-9d0c-0d5a9f1f7c11';

let log: Record<string, unknown>[];
let metrics: Metrics;
let audit: KeptAudit;
let server: RunningServer;
let logged: PromiseWithResolvers<undefined>;

beforeEach(() => {
  log = [];
  metrics = createMetrics();
  audit = keptAudit();
  logged = Promise.withResolvers();
});
afterEach(() => server.close(0));

/** Serves one route; what it logs is kept, and told. */
async function serve(answer: Route['answer'], { methods = ['POST'], debug = false } = {}): Promise<void> {
  const write = (line: string) => {
    log.push(z.record(z.string(), z.unknown()).parse(JSON.parse(line)));
    logged.resolve(undefined);
  };
  const logger = createLogger({ service: 'gateway', level: 'info', destination: { write } });
  const routes = new Map([['/patient/$gpc.x', { methods, answer }]]);
  const app = createExpressApp();
  app.use(dispatch(routes, { logger, metrics, audit, debug }));
  server = await listen(app, { host: '127.0.0.1', port: 0, requireHostHeader: false });
}

const well: Route['answer'] = ({ res }) => {
  sendJson(res, { status: 200, contentType: 'application/json', body: { well: true } });
};
const failing = (error: unknown): Route['answer'] => {
  return () => Promise.reject(error instanceof Error ? error : new Error('none'));
};

const ask = (path = '/patient/$gpc.x', init: RequestInit = {}) => fetch(server.url + path, { method: 'POST', ...init });

async function errorOf(answer: Response) {
  const outcome: unknown = await answer.json();
  return { status: answer.status, contentType: answer.headers.get('content-type'), outcome };
}

const error = (status: number, issue: Record<string, unknown>) => ({
  status,
  contentType: 'application/fhir+json',
  outcome: expect.objectContaining({ resourceType: 'OperationOutcome', issue: [expect.objectContaining(issue)] }),
});

/** Sends bytes as they are, and gives what came until the connection was closed. */
async function raw(bytes: string): Promise<string> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  socket.write(bytes);
  return text(socket);
}

describe('a path', () => {
  test.each(['/patient/$gpc.x', '/patient/%24gpc.x', '/patient/$gpc.x?a=b', '/patient/%24gpc.x?$=%24'])(
    'is found as %s',
    async (path) => {
      await serve(well);
      expect((await ask(path)).status).toBe(200);
      expect(log).toEqual([expect.objectContaining({ route: '/patient/$gpc.x', status: 200, outcome: 'ok' })]);
    },
  );

  test('is found when the whole URL is asked for', async () => {
    await serve(well);
    const answer = await raw('POST http://a/patient/$gpc.x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1.1 200 OK/);
  });

  test.each([
    ['/'],
    ['/patient/$gpc.x/'],
    ['/patient/$GPC.x'],
    ['//patient/$gpc.x'],
    ['/patient/%2524gpc.x'],
    ['/patient/$gpc%2Ex'],
    ['/__proto__'],
    ['/%'],
    [`/Patient/${SCENARIO_PATIENTS.fullRecord}`],
  ])('that is not there is a 404, and not logged: %s', async (path) => {
    await serve(well);
    expect(await errorOf(await ask(path))).toEqual(
      error(404, { code: 'not-found', diagnostics: 'No such path: see /openapi.json' }),
    );
    expect(log).toEqual([expect.objectContaining({ route: 'none', status: 404, outcome: 'unknownPath' })]);
    expect(JSON.stringify(log)).not.toContain(SCENARIO_PATIENTS.fullRecord);
  });
});

describe('a method', () => {
  test.each(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('%s that is not for the path is a 405', async (method) => {
    await serve(well);
    const answer = await ask(undefined, { method });
    expect(answer.headers.get('allow')).toBe('POST');
    expect(await errorOf(answer)).toEqual(error(405, { code: 'not-supported', diagnostics: 'Method must be POST' }));
  });

  test('of several is named in Allow', async () => {
    await serve(well, { methods: ['GET', 'HEAD'] });
    expect((await ask()).headers.get('allow')).toBe('GET, HEAD');
    expect((await ask(undefined, { method: 'HEAD' })).status).toBe(200);
  });
});

describe('the Host header', () => {
  test.each([
    ['is missing', '', 'Missing or empty required header "Host"'],
    ['is there twice', 'Host: a\r\nHost: b\r\n', 'Invalid header "Host": must be given once'],
  ])('is a 400 when it %s', async (_, headers, diagnostics) => {
    await serve(well);
    const answer = await raw(`POST /patient/$gpc.x HTTP/1.1\r\n${headers}Connection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1.1 400 Bad Request/);
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ issue: [{ diagnostics }] });
  });

  test('may be missing in HTTP/1.0', async () => {
    await serve(well);
    expect(await raw('POST /patient/$gpc.x HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1.1 200 OK/);
  });
});

describe('a failure', () => {
  test('of a known kind is answered by its row', async () => {
    await serve(failing(new CallError('throttled', 'Later, please', { headers: { 'Retry-After': '7' } })));
    const answer = await ask();
    expect(answer.headers.get('retry-after')).toBe('7');
    expect(await errorOf(answer)).toEqual(error(503, { code: 'transient', diagnostics: 'Later, please' }));
    expect(log).toEqual([expect.objectContaining({ status: 503, outcome: 'throttled' })]);
    expect(log).toEqual([expect.not.objectContaining({ fault: expect.anything() })]);
  });

  test('of our own is a 500 that says nothing, and is logged', async () => {
    await serve(failing(new TypeError(`secret of ${SCENARIO_PATIENTS.fullRecord}`)));
    expect(await errorOf(await ask())).toEqual(error(500, { code: 'exception', diagnostics: 'Internal Server Error' }));
    expect(log).toEqual([expect.objectContaining({ status: 500, outcome: 'internal', fault: 'TypeError' })]);
    expect(JSON.stringify(log)).not.toContain('secret');
  });

  test('that is thrown at once is answered, too', async () => {
    await serve(() => {
      throw new CallError('patientNotFound', 'Patient not found');
    });
    expect((await ask()).status).toBe(404);
  });

  test.each([
    [false, 'Patient not found'],
    [true, 'Patient not found [PDS 404 12 ms, SDS timeout 5000 ms]'],
  ])('tells of the upstreams when debugging is on: %s', async (debug, diagnostics) => {
    await serve(
      (_, recorder) => {
        recorder.upstreamCall({ upstream: 'PDS', outcome: 'ok', status: 404, ms: 12 });
        recorder.upstreamCall({ upstream: 'SDS', outcome: 'timeout', ms: 5_000 });
        return Promise.reject(new CallError('patientNotFound', 'Patient not found'));
      },
      { debug },
    );
    expect(await errorOf(await ask())).toEqual(error(404, { diagnostics }));
  });

  test('tells nothing more where no upstream was asked', async () => {
    await serve(failing(new CallError('invalidBody', 'Bad')), { debug: true });
    expect(await errorOf(await ask())).toEqual(error(400, { diagnostics: 'Bad' }));
  });
});

describe('an answer that had begun', () => {
  const begin =
    (failure: Error): Route['answer'] =>
    ({ res }) => {
      res.writeHead(200, { 'Content-Type': 'text/plain' });
      res.write('begun');
      res.destroy();
      return Promise.reject(failure);
    };
  const cuts = async () => /^cdg_records_cut_total (\d+)$/m.exec(await metrics.registry.metrics())?.[1];

  test('and was cut is logged and counted', async () => {
    await serve(begin(new UpstreamError('Provider', { kind: 'network' })));
    await ask().catch(() => undefined);
    await logged.promise;
    expect(log).toEqual([expect.objectContaining({ status: 200, outcome: 'cut', fault: 'UpstreamError' })]);
    expect(await cuts()).toBe('1');
  });

  test.each([new CancelledError('gone'), new ConsumerGoneError('gone')])(
    'and was left by its consumer counts as abandoned: %s',
    async (failure) => {
      await serve(begin(failure));
      await ask().catch(() => undefined);
      await logged.promise;
      expect(log).toEqual([expect.objectContaining({ status: 499, outcome: 'abandoned' })]);
      expect(await cuts()).toBe('0');
    },
  );
});

test('a consumer that leaves before its answer is logged as such, with the ids of its request', async () => {
  const begun = Promise.withResolvers<undefined>();
  await serve(async ({ res }) => {
    begun.resolve(undefined);
    await once(res, 'close');
    throw new Error('whatever came of it');
  });
  const request = httpRequest(`${server.url}/patient/$gpc.x`, { method: 'POST', headers: { 'Ssp-TraceID': TRACE_ID } });
  request.on('error', () => undefined);
  request.end();
  await begun.promise;
  request.destroy();
  await logged.promise;
  expect(log).toEqual([expect.objectContaining({ status: 499, outcome: 'abandoned', 'Ssp-TraceID': TRACE_ID })]);
});
