import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { SCENARIO_PATIENTS } from '@cdg/test-data';
import { hangAfter, respond, respondInChunks, type Answer, type Exchange } from '@cdg/test-kit';
import { askFor } from './support/ask.ts';
import { startFakeServices, type FakeServices } from './support/fake-services.ts';
import { recordText } from './support/good-answers.ts';
import { startLoneGateway, type LoneGateway } from './support/lone-gateway.ts';
import { beginToAsk, beginToRead } from './support/reading-consumer.ts';

jest.setTimeout(60_000);

const PATIENT = SCENARIO_PATIENTS.fullRecord;
const FHIR = { 'Content-Type': 'application/fhir+json' };
const MIB = 1_048_576;
const IDLE_MS = 300;

let services: FakeServices;
let gateway: LoneGateway;
/** Waits only a moment for bytes, from either side. */
let impatient: LoneGateway;
beforeAll(async () => {
  services = await startFakeServices();
  gateway = await startLoneGateway(services.settings);
  impatient = await startLoneGateway({
    ...services.settings,
    PROVIDER_IDLE_TIMEOUT_MS: String(IDLE_MS),
    CONSUMER_IDLE_TIMEOUT_MS: String(IDLE_MS),
  });
});
afterAll(() => Promise.all([gateway.stop(), impatient.stop(), services.close()]));
beforeEach(() => {
  services.script();
});

const [HEAD, TAIL] = [recordText({ id: '1', nhsNumber: PATIENT }).slice(0, -2), ']}'];

/** A record of about `mib` MiB, made as it is wanted; it counts what has been taken of it. */
function largeRecord(mib: number) {
  const filler = Buffer.from(`,{"resource":{"resourceType":"Basic","id":"${'0123456789abcdef'.repeat(4_080)}"}}`);
  const hash = createHash('sha256');
  const taken = { bytes: 0, digest: () => hash.copy().digest('hex') };
  const chunks = function* () {
    for (const chunk of [HEAD, ...Array.from({ length: mib * 16 }, () => filler), TAIL]) {
      taken.bytes += chunk.length;
      hash.update(chunk);
      yield chunk;
    }
  };
  return { taken, chunks };
}

const sending = (chunks: () => Iterable<string | Buffer>): Answer => respondInChunks(chunks(), { headers: FHIR });

/** Resolves when a number has stopped growing. */
async function settledValue(read: () => number): Promise<number> {
  for (let last = -1; ;) {
    await wait(150);
    const now = read();
    if (now === last) return now;
    last = now;
  }
}

const until = async (holds: () => Promise<boolean>): Promise<void> => {
  while (!(await holds())) await wait(20);
};

const residentBytes = () => gateway.metric('process_resident_memory_bytes');

describe('a provider that stalls', () => {
  test('in the middle of a record is given up: the answer is cut, and the connection closed', async () => {
    services.script({ provider: hangAfter({ headers: FHIR, body: HEAD }) });
    const begun = await beginToRead(impatient.url, PATIENT);

    expect(await begun.rest()).toMatchObject({ cut: true });
    await services.provider.whenDisconnected();
  });

  test('has time as long as the consumer does not want bytes', async () => {
    const { chunks } = largeRecord(32);
    services.script({ provider: sending(chunks) });
    const begun = await beginToRead(gatewayThatWaitsForConsumers.url, PATIENT);

    await wait(IDLE_MS * 3);

    expect(await begun.rest()).toMatchObject({ cut: false });
  });

  test('is given up after that, too', async () => {
    const { chunks } = largeRecord(32);
    const stalls = function* () {
      const all = [...chunks()];
      yield* all.slice(0, -1);
    };
    const answer: Answer = async ({ response }) => {
      response.writeHead(200, FHIR);
      for (const chunk of stalls()) {
        if (!response.write(chunk)) await new Promise((resolve) => response.once('drain', resolve));
      }
    };
    services.script({ provider: answer });
    const begun = await beginToRead(gatewayThatWaitsForConsumers.url, PATIENT);

    await wait(IDLE_MS * 3);

    expect(await begun.rest()).toMatchObject({ cut: true });
  });

  let gatewayThatWaitsForConsumers: LoneGateway;
  beforeAll(async () => {
    gatewayThatWaitsForConsumers = await startLoneGateway({
      ...services.settings,
      PROVIDER_IDLE_TIMEOUT_MS: String(IDLE_MS),
    });
  });
  afterAll(() => gatewayThatWaitsForConsumers.stop());
});

describe('a consumer', () => {
  test('that reads nothing is given up, on both sides', async () => {
    const sockets = () => impatient.metric('nodejs_active_resources', 'TCPSocketWrap');
    await services.provider.whenDisconnected();
    const { chunks } = largeRecord(64);
    services.script({ provider: sending(chunks) });
    const before = await sockets();
    const begun = await beginToRead(impatient.url, PATIENT);
    expect(begun.status).toBe(200);
    expect(await sockets()).toBeGreaterThan(before);

    await services.provider.whenDisconnected();
    // Connections to PDS and SDS are kept for the next request.
    await until(async () => (await sockets()) <= before + 4);

    expect(await begun.rest()).toMatchObject({ cut: true });
  });

  test('that hangs up in the middle of a record lets the provider go', async () => {
    const { chunks } = largeRecord(64);
    services.script({ provider: sending(chunks) });
    const begun = await beginToRead(gateway.url, PATIENT);
    await begun.take();

    begun.hangUp();

    await services.provider.whenDisconnected();
    services.script();
    expect((await askFor(gateway.url, PATIENT)).status).toBe(200);
  });

  test.each(['patient', 'provider'] as const)('that hangs up lets go of what is asked for it: %s', async (what) => {
    const released = Promise.withResolvers<undefined>();
    services.script({
      [what]: ({ response }: Exchange) => {
        response.once('close', () => {
          released.resolve(undefined);
        });
      },
    });
    const { request, answered } = beginToAsk(gateway.url, PATIENT);
    await services.whenAsked(what);

    request.destroy();

    await expect(answered).rejects.toThrow('socket hang up');
    await released.promise;
    expect(services.asked(what)).toHaveLength(1);
  });

  test('that reads slowly gets all of 200 MiB, of which the gateway never holds much', async () => {
    // What Node's collector takes once records flow at all is none of this record's.
    services.script({ provider: sending(largeRecord(50).chunks) });
    await askFor(gateway.url, PATIENT);
    const { chunks, taken } = largeRecord(200);
    services.script({ provider: sending(chunks) });
    const before = await residentBytes();
    const begun = await beginToRead(gateway.url, PATIENT);

    await settledValue(() => taken.bytes);
    expect(taken.bytes).toBeLessThan(32 * MIB);
    expect((await residentBytes()) - before).toBeLessThan(64 * MIB);

    const { body, cut } = await begun.rest();
    expect(cut).toBe(false);
    expect(body.length).toBe(taken.bytes);
    expect(createHash('sha256').update(body).digest('hex')).toBe(taken.digest());
    expect((await residentBytes()) - before).toBeLessThan(64 * MIB);
  });

  test('that reads slowly what a small gzip record inflates to gets that, too, in small steps', async () => {
    await askFor(gateway.url, PATIENT);
    const record = `${HEAD},{"resource":{"resourceType":"Basic","id":"${'0'.repeat(128 * MIB)}"}}${TAIL}`;
    const zipped = gzipSync(record, { level: 1 });
    expect(zipped.length).toBeLessThan(MIB);
    services.script({ provider: respond({ headers: { ...FHIR, 'Content-Encoding': 'gzip' }, body: zipped }) });
    const before = await residentBytes();
    const begun = await beginToRead(gateway.url, PATIENT);

    await wait(300);
    expect((await residentBytes()) - before).toBeLessThan(64 * MIB);

    const { body, cut } = await begun.rest();
    expect(cut).toBe(false);
    expect(body.equals(Buffer.from(record))).toBe(true);
    expect((await residentBytes()) - before).toBeLessThan(64 * MIB);
  });
});
