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
    let made = 0;
    function* resources(): Generator<FhirResource> {
      for (made = 1; made <= TOTAL; made += 1)
        yield { resourceType: 'Observation', status: 'final', code: {}, comment: noise() };
    }
    const app = createExpressApp();
    app.use((_req, res) =>
      sendBundle(res, { bundle: { id: 'b', resources: resources() }, format: 'json', inPieces: true }),
    );
    const running = await listen(app, { host: '127.0.0.1', port: 0 });
    const incoming = await open(running.url, encoding);
    let seen = -1;
    for (let quiet = 0; quiet < 200; quiet += 1) {
      await nextTurn();
      if (made !== seen) quiet = 0;
      seen = made;
    }
    expect(made).toBeLessThan(TOTAL / 2);

    incoming.destroy();
    await running.close(1000);
  });
});

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
