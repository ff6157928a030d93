import { EventEmitter, once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import { createExpressApp, listen, sendBytes, type RunningServer } from '@cdg/http-server';
import type { StubFault } from '@cdg/test-data';
import type { Express, Request, Response } from 'express';
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
  /** Lets the routes under `/slow` answer, and waits until they have. */
  readonly writeSlowAnswer: () => Promise<void>;
}

export const ALICE = '9999999999';
export const JANE = '9000000009';
/** What every route answers about a patient. */
export const recordOf = (id: string) => `{"resourceType":"Patient","id":"${id}","name":"Zoë","weight":1.10}`;

const PATIENTS: ExamplePatient[] = [
  { id: ALICE, name: 'Alice' },
  { id: JANE, name: 'Jane' },
];
const contentType = 'application/fhir+json';
const SHARED_SEED = { patients: PATIENTS, practices: [{ id: 'A12345' }] };

/** A stub with one route for each way in which an answer can be written. */
export async function startExampleStub({ ready = true, bind = true } = {}): Promise<ExampleStub> {
  const events = new EventEmitter();
  let chunksMade = 0;
  events.on('chunk', () => {
    chunksMade += 1;
  });
  const dials = createDials<ExampleData>({
    seed: () => SHARED_SEED,
    about: (req) => ({ nhsNumber: /\d{10}/.exec(req.path)?.[0] ?? patientIn(req.body), odsCode: req.get('Ods-Code') }),
    ready: () => ready,
    schemas: { patients: z.looseObject({ id: z.string(), name: z.string() }) },
  });
  const app = createExpressApp();
  dials.install(app);
  addWholeAnswers(app, dials);
  addStreamedAnswers(app, { dials, events });
  const running = await listen(app, { host: '127.0.0.1', port: 0 });
  if (bind) dials.bindListener(running);
  const writeSlowAnswer = async () => {
    events.emit('go');
    await new Promise(setImmediate);
  };
  return { url: running.url, running, dials, chunksMade: () => chunksMade, writeSlowAnswer };
}

/** Throws when the body is not what it should be, as a stub's own function well may. */
function patientIn(body: unknown): string {
  return z.object({ patient: z.string() }).parse(JSON.parse(String(body))).patient;
}

function actOutRecord(
  id: string,
  { dials, req, res }: { dials: Dials<ExampleData>; req: Request; res: Response },
): boolean {
  const fault = dials.store.find('patients', id)?.fault;
  return fault !== undefined && dials.misbehave(fault, req, res);
}

function addWholeAnswers(app: Express, dials: Dials<ExampleData>): void {
  app.get('/whole/:id', (req, res) => {
    if (actOutRecord(req.params.id, { dials, req, res })) return;
    sendBytes(res, { status: 200, contentType, headers: { ETag: 'W/"1"' }, body: recordOf(req.params.id) });
  });
  app.delete('/whole/:id', (_req, res) => {
    res.writeHead(204).end();
  });
  app.get('/gzip/:id', (req, res) => {
    const headers = { 'Content-Encoding': 'gzip' };
    sendBytes(res, { status: 200, contentType, headers, body: gzipSync(recordOf(req.params.id)) });
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
  app.post('/echo', (req, res) => {
    sendBytes(res, { status: 200, contentType, body: Buffer.from(req.body) });
  });
  app.post('/_stub/own', (req, res) => {
    sendBytes(res, { status: 200, contentType, body: Buffer.from(req.body) });
  });
}

function addStreamedAnswers(
  app: Express,
  { dials, events }: { dials: Dials<ExampleData>; events: EventEmitter },
): void {
  app.get('/streamed/:id', async (req, res) => {
    res.writeHead(200, { 'Content-Type': contentType });
    // Byte by byte: numbers and multi-byte characters are split.
    await pipeline(Readable.from([...Buffer.from(recordOf(req.params.id))].map((byte) => Buffer.of(byte))), res);
  });
  app.get('/endless/:id', async (_req, res) => {
    res.writeHead(200, { 'Content-Type': contentType });
    await pipeline(Readable.from(endlessChunks(events)), res).catch(() => undefined);
  });
  app.get('/slow/:id', async (req, res) => {
    await once(events, 'go');
    if (actOutRecord(req.params.id, { dials, req, res })) return;
    sendBytes(res, { status: 200, contentType, body: recordOf(req.params.id) });
  });
}

function* endlessChunks(events: EventEmitter): Generator<Buffer> {
  for (;;) {
    events.emit('chunk');
    yield Buffer.alloc(65_536, 'x');
  }
}
