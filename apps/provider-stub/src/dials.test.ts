import { describe, expect, test } from '@jest/globals';
import type { StubFault } from '@cdg/test-data';
import { send } from './testing/http-exchange.ts';
import { ALLERGIES, asking, parameters } from './testing/parameters-body.ts';
import { entriesOf, refusalOf, warningsOf } from './testing/read-answer.ts';
import { runProviderStub, type RunningProviderStub } from './testing/run-provider-stub.ts';
import { allergy } from './testing/sample-items.ts';
import { SAMPLE_NHS_NUMBER, sampleRecord } from './testing/sample-record.ts';

const ALLERGY_LIST = 'Allergies and adverse reactions';
const JSON_TYPE = { 'Content-Type': 'application/json' };

async function withStub<Result>(
  records: Parameters<typeof runProviderStub>[0],
  use: (stub: RunningProviderStub) => Promise<Result>,
): Promise<Result> {
  const stub = await runProviderStub(records);
  try {
    return await use(stub);
  } finally {
    await stub.close();
  }
}

const withFault = (fault: StubFault) =>
  withStub({ records: [sampleRecord([allergy('a', 'active')], { fault })] }, (stub) =>
    stub.call({ body: parameters(ALLERGIES) }),
  );

describe('a fault that stands in a record', () => {
  test('answers in the place of the record', async () => {
    const answer = await withFault({ kind: 'status', status: 500, body: { said: 'no' } });
    expect({ status: answer.status, text: answer.text }).toEqual({ status: 500, text: '{"said":"no"}' });
  });

  test('cuts the record off', async () => {
    const answer = await withFault({ kind: 'truncate', afterBytes: 500 });
    expect({ status: answer.status, cut: answer.cut, bytes: answer.bytes.length }).toEqual({
      status: 200,
      cut: true,
      bytes: 500,
    });
  });

  test("puts another patient's number in the record", async () => {
    const answer = await withFault({ kind: 'wrong-patient' });
    expect(answer.status).toBe(200);
    expect(answer.text).not.toContain(SAMPLE_NHS_NUMBER);
  });

  test('waits until it is clear that the record may be spoken of', async () => {
    const facts = { fault: { kind: 'html' }, sensitive: true } as const;
    const answer = await withStub({ records: [sampleRecord([], facts)] }, (stub) => stub.call({ body: parameters() }));
    expect(answer.status).toBe(404);
  });
});

describe('a dialled fault', () => {
  test.each([
    ['the patient', { nhsNumber: SAMPLE_NHS_NUMBER }],
    ['the practice', { odsCode: 'A12345' }],
    ['the path', { path: '/A12345/STU3/1/gpconnect/structured' }],
  ])('is met by a call about %s', async (_case, match) => {
    await withStub({ records: [sampleRecord()] }, async (stub) => {
      const body = JSON.stringify({ match, fault: { kind: 'status', status: 503 }, times: 1 });
      await send(`${stub.url}/_stub/faults`, { method: 'POST', headers: JSON_TYPE, body });
      expect((await stub.call({ body: parameters() })).status).toBe(503);
      expect((await stub.call({ body: parameters() })).status).toBe(200);
    });
  });

  test('finds the patient in XML too', async () => {
    await withStub({ records: [sampleRecord()] }, async (stub) => {
      const order = { match: { nhsNumber: SAMPLE_NHS_NUMBER }, fault: { kind: 'status', status: 503 } };
      await send(`${stub.url}/_stub/faults`, { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(order) });
      const body = `<Parameters xmlns="http://hl7.org/fhir"><parameter><name value="patientNHSNumber"/><valueIdentifier><value value="${SAMPLE_NHS_NUMBER}"/></valueIdentifier></parameter></Parameters>`;
      expect((await stub.call({ body, headers: { 'Content-Type': 'application/fhir+xml' } })).status).toBe(503);
    });
  });
});

describe('data that testers change', () => {
  test('change the answer: the rules act on what is stored', async () => {
    await withStub({ records: [sampleRecord([allergy('a', 'active')])] }, async (stub) => {
      const record = `${stub.url}/_stub/data/records/${SAMPLE_NHS_NUMBER}`;
      const patch = (change: unknown) =>
        send(record, { method: 'PATCH', headers: JSON_TYPE, body: JSON.stringify(change) });
      const ask = () => stub.call({ body: parameters(ALLERGIES) });

      expect(entriesOf(await ask(), ALLERGY_LIST)).toEqual(['AllergyIntolerance/a']);
      await patch({ items: sampleRecord([allergy('a', 'active', { confidential: true })]).items });
      expect(warningsOf(await ask(), ALLERGY_LIST)).toEqual(['confidential-items']);
      await patch({ dissentsFromSharing: true });
      expect(refusalOf(await ask()).code).toBe('NO_PATIENT_CONSENT');
      await send(`${stub.url}/_stub/reset`, { method: 'POST', headers: {} });
      expect(entriesOf(await ask(), ALLERGY_LIST)).toEqual(['AllergyIntolerance/a']);
    });
  });

  test('can make a record that is none: 500, and not a word more', async () => {
    await withStub({ records: [sampleRecord()] }, async (stub) => {
      const record = `${stub.url}/_stub/data/records/${SAMPLE_NHS_NUMBER}`;
      await send(record, { method: 'PATCH', headers: JSON_TYPE, body: JSON.stringify({ items: 'none' }) });
      const refusal = refusalOf(await stub.call({ body: parameters(asking('includeProblems')) }));
      expect(refusal).toEqual({
        status: 500,
        code: 'INTERNAL_SERVER_ERROR',
        diagnostics: 'The request could not be answered',
      });
    });
  });
});
