import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import { createExpressApp, listen, sendBytes, type RunningServer } from '@cdg/http-server';
import type { StubFault } from '@cdg/test-data';
import { z } from 'zod';
import { createDials, type Dials } from '../dials.ts';

export interface ExamplePatient {
  readonly id: string;
  readonly name: string;
  readonly fault?: StubFault;
}
type ExampleData = typeof SHARED_SEED;

export interface ExampleStub {
  readonly url: string;
  readonly running: RunningServer;
  readonly dials: Dials<ExampleData>;
  /** How many chunks `/endless` has made so far. */
  readonly chunksMade: () => number;
}

export const ALICE = '9999999999';
export const JANE = '9000000009';
/** What every route answers about a patient. */
export const recordOf = (id: string) => `{"resourceType":"Patient","id":"${id}","name":"Zoë","weight":1.10}`;

const PATIENTS: ExamplePatient[] = [
  { id: ALICE, name: 'Alice' },
  { id: JANE, name: 'Jane' },
];
const SHARED_SEED = { patients: PATIENTS, practices: [{ id: 'A12345' }] };

/** A stub with one route for each way in which an answer can be written. */
export async function startExampleStub({ ready = true, bind = true } = {}): Promise<ExampleStub> {
  let made = 0;
  const dials = createDials<ExampleData>({
    seed: () => SHARED_SEED,
    about: (req) => ({
      nhsNumber:
        /\d{10}/.exec(req.path)?.[0] ?? z.object({ patient: z.string() }).parse(JSON.parse(String(req.body))).patient,
      odsCode: req.get('Ods-Code'),
    }),
    ready: () => ready,
    schemas: { patients: z.looseObject({ id: z.string(), name: z.string() }) },
  });
  const app = createExpressApp();
  dials.install(app);
  const contentType = 'application/fhir+json';
  app.get('/whole/:id', (req, res) => {
    const fault = dials.store.find('patients', req.params.id)?.fault;
    if (fault !== undefined && dials.misbehave(fault, req, res)) return;
    sendBytes(res, { status: 200, contentType, headers: { ETag: 'W/"1"' }, body: recordOf(req.params.id) });
  });
  app.get('/gzip/:id', (req, res) => {
    const headers = { 'Content-Encoding': 'gzip' };
    sendBytes(res, { status: 200, contentType, headers, body: gzipSync(recordOf(req.params.id)) });
  });
  app.get('/streamed/:id', async (req, res) => {
    res.writeHead(200, { 'Content-Type': contentType });
    // Byte by byte: numbers and multi-byte characters are split.
    await pipeline(Readable.from([...Buffer.from(recordOf(req.params.id))].map((byte) => Buffer.of(byte))), res);
  });
  app.get('/plain/:id', (req, res) => {
    res.statusCode = 404;
    res.setHeader('Content-Type', contentType);
    res.end(recordOf(req.params.id));
  });
  app.get('/nothing/:id', (_req, res) => {
    res.writeHead(200, { 'Content-Type': contentType, 'Content-Length': '0' });
    res.end();
  });
  app.get('/endless/:id', async (_req, res) => {
    res.writeHead(200, { 'Content-Type': contentType });
    await pipeline(Readable.from(chunks()), res).catch(() => undefined);
  });
  app.delete('/whole/:id', (_req, res) => {
    res.writeHead(204).end();
  });
  app.post('/echo', (req, res) => {
    sendBytes(res, { status: 200, contentType, body: Buffer.from(req.body) });
  });

  function* chunks() {
    for (;;) {
      made += 1;
      yield Buffer.alloc(65_536, 'x');
    }
  }
  const running = await listen(app, { host: '127.0.0.1', port: 0 });
  if (bind) dials.bindListener(running);
  return { url: running.url, running, dials, chunksMade: () => made };
}
