import { describe, expect, test } from '@jest/globals';
import { createExpressApp, listen } from '@cdg/http-server';
import { request, type IncomingMessage } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FhirResource } from 'fhir/r3.js';
import { sendBundle } from './fhir-answer.ts';

const MEGABYTE = 1_000_000;
const TOTAL = 80;

describe('a large record', () => {
  test.each(['identity', 'gzip'])('is made no faster than the caller takes it (%s)', async (encoding) => {
    expect(await madeForNobody(encoding)).toBeLessThan(TOTAL / 2);
  });
});

/** How many of the resources are made for a caller who reads none of them. */
async function madeForNobody(encoding: string): Promise<number> {
  let made = 0;
  function* resources(): Generator<FhirResource> {
    for (made = 1; made <= TOTAL; made += 1) {
      yield { resourceType: 'Observation', status: 'final', code: {}, comment: noise() };
    }
  }
  const bundle = { id: 'b', resources: resources() };
  const app = createExpressApp();
  app.use((_req, res) => sendBundle(res, { bundle, format: 'json', inPieces: true }));
  const running = await listen(app, { host: '127.0.0.1', port: 0 });
  try {
    const incoming = await open(running.url, encoding);
    await untilSettled(() => made);
    incoming.destroy();
    return made;
  } finally {
    await running.close(0);
  }
}

/** Waits until a number has not changed for many turns of the event loop. */
async function untilSettled(read: () => number): Promise<void> {
  let seen = -1;
  for (let quiet = 0; quiet < 200; quiet += 1) {
    await nextTurn();
    if (read() !== seen) quiet = 0;
    seen = read();
  }
}

/** Text that does not compress to nothing. */
function noise(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(60_000)))
    .toString('base64')
    .repeat(MEGABYTE / 80_000);
}

/** Opens an answer, and reads none of it. */
function open(url: string, encoding: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { headers: { 'Accept-Encoding': encoding }, agent: false }, resolve);
    outgoing.on('error', reject);
    outgoing.end();
  });
}
