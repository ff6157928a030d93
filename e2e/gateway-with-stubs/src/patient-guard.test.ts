import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SCENARIO_PATIENTS } from '@cdg/test-data';
import { respond, respondInChunks, type Answer } from '@cdg/test-kit';
import { askFor, errorOf, type Answer as ConsumerAnswer } from './support/ask.ts';
import { startFakeServices, type FakeServices } from './support/fake-services.ts';
import { startLoneGateway, type LoneGateway } from './support/lone-gateway.ts';
import { serverError } from './support/upstreams.ts';

const PATIENT = SCENARIO_PATIENTS.fullRecord;
const OTHER = SCENARIO_PATIENTS.neverExists;
const NHS_NUMBER = 'https://fhir.nhs.uk/Id/nhs-number';
const GUARD_BYTES = 4_096;

let services: FakeServices;
let gateway: LoneGateway;
beforeAll(async () => {
  services = await startFakeServices();
  gateway = await startLoneGateway({ ...services.settings, PATIENT_GUARD_BYTES: String(GUARD_BYTES) });
});
afterAll(() => Promise.all([gateway.stop(), services.close()]));

const number = (value: unknown, system = NHS_NUMBER) => ({ system, value });
const patient = (...identifier: readonly object[]) => ({ resourceType: 'Patient', id: 'p-1', identifier });
const bundle = (...resources: readonly object[]) =>
  JSON.stringify({
    resourceType: 'Bundle',
    id: 'b-1',
    type: 'collection',
    entry: resources.map((resource) => ({ resource })),
  });
const RIGHT = patient(number(PATIENT));
const RIGHT_RECORD = bundle(RIGHT);

const CODINGS = {
  plain: (body: string): Answer => respond({ headers: { 'Content-Type': 'application/fhir+json' }, body }),
  gzip: (body: string): Answer =>
    respond({ headers: { 'Content-Type': 'application/fhir+json', 'Content-Encoding': 'gzip' }, body: gzipSync(body) }),
} as const;

async function askWith(provider: Answer, headers: Record<string, string> = {}): Promise<ConsumerAnswer> {
  services.script({ provider });
  return askFor(gateway.url, PATIENT, headers);
}

const MISMATCH = serverError(502, 'security', 'Provider response did not match the request');

interface Row {
  readonly record: string;
  readonly body: string;
}
const inEachCoding = (rows: readonly Row[]) =>
  rows.flatMap((row) => (['plain', 'gzip'] as const).map((coding) => ({ ...row, coding })));

describe("a record that is not known to be the patient's", () => {
  const contained = { resourceType: 'Observation', contained: [RIGHT], subject: { reference: '#p-1' } };
  const rows: readonly Row[] = [
    { record: 'of another patient', body: bundle(patient(number(OTHER))) },
    { record: 'of nobody', body: bundle() },
    { record: 'without entries', body: '{"resourceType":"Bundle","id":"b-1","type":"collection"}' },
    { record: 'with a Patient of no number', body: bundle(patient()) },
    { record: 'with a Patient of no identifiers', body: bundle({ resourceType: 'Patient', id: PATIENT }) },
    {
      record: 'with the number in a note only',
      body: bundle({ resourceType: 'Basic', text: `NHS number ${PATIENT}` }),
    },
    { record: "with the number in the Patient's text", body: bundle({ ...patient(), text: { div: PATIENT } }) },
    { record: 'with the number as another identifier', body: bundle(patient(number(PATIENT, 'urn:local'))) },
    { record: 'with the number in an identifier of no system', body: bundle(patient({ value: PATIENT })) },
    { record: 'with the number in a longer one', body: bundle(patient(number(`${PATIENT}0`))) },
    { record: 'with the number at the end of a longer one', body: bundle(patient(number(`0${PATIENT}`))) },
    { record: 'with the number among blanks', body: bundle(patient(number(` ${PATIENT} `))) },
    { record: 'with the number as a number', body: bundle(patient(number(Number(PATIENT)))) },
    { record: 'with the number as a list', body: bundle(patient(number([PATIENT]))) },
    { record: 'with two numbers', body: bundle(patient(number(PATIENT), number(OTHER))) },
    { record: 'with two numbers, the right one last', body: bundle(patient(number(OTHER), number(PATIENT))) },
    { record: 'with the number of a related person', body: bundle({ ...RIGHT, resourceType: 'RelatedPerson' }) },
    { record: 'with the number of a practitioner', body: bundle({ ...RIGHT, resourceType: 'Practitioner' }) },
    { record: 'with a contained Patient', body: bundle(contained) },
    {
      record: 'of another patient, whose relative has the number',
      body: bundle({ ...RIGHT, resourceType: 'RelatedPerson' }, patient(number(OTHER))),
    },
    {
      record: 'of another patient, and the right one after that',
      body: bundle(patient(number(OTHER)), RIGHT),
    },
    {
      record: "with a Patient that is no entry's resource",
      body: JSON.stringify({ resourceType: 'Bundle', resource: RIGHT }),
    },
    { record: 'with a bundle in the bundle', body: bundle({ resourceType: 'Bundle', entry: [{ resource: RIGHT }] }) },
    { record: 'that is a Patient and no Bundle', body: JSON.stringify(RIGHT) },
    { record: 'that is an array', body: `[${RIGHT_RECORD}]` },
    { record: 'that is text', body: JSON.stringify(RIGHT_RECORD) },
    { record: 'that is null', body: 'null' },
    { record: 'that is blank', body: ' \r\n\t ' },
    { record: 'with a byte order mark', body: `\u{feff}${RIGHT_RECORD}` },
    { record: 'with something before it', body: `)]}',\n${RIGHT_RECORD}` },
    { record: 'that breaks before its Patient', body: `{"resourceType":"Bundle",,${RIGHT_RECORD.slice(1)}` },
    {
      record: 'with a Patient beyond the limit',
      body: bundle({ resourceType: 'Basic', id: 'x'.repeat(GUARD_BYTES) }, RIGHT),
    },
    {
      record: 'with a Patient across the limit',
      body: bundle({ resourceType: 'Basic', id: 'x'.repeat(GUARD_BYTES - 200) }, RIGHT),
    },
    { record: 'that begins with more blanks than the limit', body: `${' '.repeat(GUARD_BYTES)}${RIGHT_RECORD}` },
  ];

  test.each(inEachCoding(rows))('does not reach the consumer: $record ($coding)', async ({ body, coding }) => {
    const answer = await askWith(CODINGS[coding](body), { 'Accept-Encoding': 'gzip' });

    expect(errorOf(answer)).toEqual(MISMATCH);
    expect(answer.headers['content-encoding']).toBeUndefined();
  });

  test('is cut off at the provider at once, however much of it there is', async () => {
    const endless = function* () {
      yield '{"resourceType":"Bundle","entry":[';
      for (;;) yield `{"resource":{"resourceType":"Basic","id":"${'x'.repeat(1_000)}"}},`;
    };
    services.script({
      provider: (exchange) =>
        respondInChunks(endless(), { headers: { 'Content-Type': 'application/fhir+json' } })(exchange),
    });

    expect(errorOf(await askFor(gateway.url, PATIENT))).toEqual(MISMATCH);
    await services.provider.whenDisconnected();
  });

  test('does not keep the next one from coming', async () => {
    await askWith(CODINGS.plain(bundle(patient(number(OTHER)))));

    expect((await askWith(CODINGS.plain(RIGHT_RECORD))).status).toBe(200);
  });
});

describe('a record of the patient', () => {
  const escaped = (text: string) =>
    Array.from(text, (character) => `\\u00${character.charCodeAt(0).toString(16)}`).join('');
  const rows: readonly Row[] = [
    { record: 'as it is', body: RIGHT_RECORD },
    { record: 'with the number escaped', body: RIGHT_RECORD.replace(PATIENT, escaped(PATIENT)) },
    { record: 'with the system escaped', body: RIGHT_RECORD.replace(NHS_NUMBER, NHS_NUMBER.replaceAll('/', '\\/')) },
    {
      record: 'with its member names escaped',
      body: RIGHT_RECORD.replaceAll('"identifier"', `"${escaped('identifier')}"`),
    },
    { record: 'with the Patient last', body: bundle({ resourceType: 'Basic', id: OTHER }, RIGHT) },
    {
      record: 'with the type of the Patient last',
      body: bundle({ id: 'p-1', identifier: [number(PATIENT)], resourceType: 'Patient' }),
    },
    { record: 'with local numbers beside it', body: bundle(patient(number(OTHER, 'urn:local'), number(PATIENT))) },
    { record: 'with the same number twice', body: bundle(patient(number(PATIENT), number(PATIENT))) },
    { record: 'with other people', body: bundle({ ...patient(number(OTHER)), resourceType: 'RelatedPerson' }, RIGHT) },
    {
      record: 'with a contained Patient of another number',
      body: bundle({ resourceType: 'Basic', contained: [patient(number(OTHER))] }, RIGHT),
    },
    { record: 'with blanks before it', body: ` \r\n\t${RIGHT_RECORD}` },
    {
      record: 'with the Patient just within the limit',
      body: bundle({ resourceType: 'Basic', id: 'x'.repeat(GUARD_BYTES - 330) }, RIGHT),
    },
    {
      record: 'with more than the limit after the Patient',
      body: bundle(RIGHT, { resourceType: 'Basic', id: 'x'.repeat(GUARD_BYTES * 3) }),
    },
  ];

  test.each(inEachCoding(rows))('reaches the consumer: $record ($coding)', async ({ body, coding }) => {
    const answer = await askWith(CODINGS[coding](body));

    expect(answer).toMatchObject({ status: 200, cut: false });
    expect(answer.body.toString()).toBe(body);
  });
});

describe('wherever the chunks break', () => {
  /** Two chunks that do not arrive as one. */
  const split = (bytes: Buffer, at: number, headers: Record<string, string> = {}): Answer => {
    const halves = async function* () {
      yield bytes.subarray(0, at);
      await wait(1);
      yield bytes.subarray(at);
    };
    return (exchange) =>
      respondInChunks(halves(), { headers: { 'Content-Type': 'application/fhir+json', ...headers } })(exchange);
  };
  const ESCAPED = RIGHT_RECORD.replace(PATIENT, PATIENT.replace(/9$/, '\\u0039'));
  const near = (text: string) => {
    const start = text.indexOf('"identifier"');
    return Array.from({ length: text.indexOf('}]', start) + 3 - start }, (_, index) => start + index);
  };

  test.each([
    ['the number', RIGHT_RECORD, 200],
    ['the number, partly escaped', ESCAPED, 200],
    ['another number', bundle(patient(number(OTHER))), 502],
    ['a longer number', bundle(patient(number(`${PATIENT}9`))), 502],
  ])('in and around %s, what it says counts', async (_, text, status) => {
    for (const at of near(text)) {
      const answer = await askWith(split(Buffer.from(text), at));
      expect({ at, status: answer.status }).toEqual({ at, status });
      if (status === 200) expect(answer.body.toString()).toBe(text);
    }
  });

  test('of a gzip record, what it says counts', async () => {
    const zipped = gzipSync(RIGHT_RECORD);
    for (let at = 1; at < zipped.length; at += 1) {
      const answer = await askWith(split(zipped, at, { 'Content-Encoding': 'gzip' }));
      expect({ at, status: answer.status }).toEqual({ at, status: 200 });
      expect(answer.body.toString()).toBe(RIGHT_RECORD);
    }
  });
});

describe('Bundle.id', () => {
  const COUNTER = 'cdg_bundle_id_mismatches_total';
  const traceId = randomUUID();
  const record = (id: string) => RIGHT_RECORD.replace('"id":"b-1"', id);
  const idLast = (id: string) => RIGHT_RECORD.replace('"id":"b-1",', '').replace(/\}$/, `,"id":"${id}"}`);

  test.each([
    ['the trace id', record(`"id":"${traceId}"`), 0],
    ['another id', record(`"id":"${randomUUID()}"`), 1],
    ['no text', record('"id":5'), 1],
    ['missing', record('"language":"en"'), 1],
    ['the trace id, after the entries', idLast(traceId), 0],
  ])('that is %s lets the record through, and differences are counted', async (_, body, counted) => {
    const before = await gateway.metric(COUNTER);

    const answer = await askWith(CODINGS.plain(body), { 'Ssp-TraceID': traceId });

    expect(answer).toMatchObject({ status: 200, cut: false });
    expect((await gateway.metric(COUNTER)) - before).toBe(counted);
  });
});
