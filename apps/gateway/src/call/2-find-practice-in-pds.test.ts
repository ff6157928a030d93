import { describe, expect, test } from '@jest/globals';
import { CONFIDENTIALITY_SYSTEM, SYSTEMS, type PdsPatient } from '@cdg/fhir';
import { INTERACTIONS } from '@cdg/gp-connect';
import { startDeadline, UpstreamError } from '@cdg/http-client';
import type { PatientQuery } from '@cdg/pds-client';
import { SCENARIO_PATIENTS } from '@cdg/test-data';
import type { ConsumerRequest } from './1-validate-request.ts';
import { findPracticeInPds } from './2-find-practice-in-pds.ts';

const NHS_NUMBER = SCENARIO_PATIENTS.fullRecord;
const TODAY = '2026-01-15';
const UNRESTRICTED = { system: CONFIDENTIALITY_SYSTEM, code: 'U' };

const request: ConsumerRequest = {
  interaction: INTERACTIONS.getStructuredRecord,
  nhsNumber: NHS_NUMBER,
  body: Buffer.from('{}'),
  traceId: '3b1c2a54-6f0d-4e0a-9d0c-0d5a9f1f7c11',
  requestId: '5f6e0c1a-7b1f-4c7e-8a57-2d1f6a1b9c3d',
  correlationId: '9d1c2a54-6f0d-4e0a-9d0c-0d5a9f1f7c11',
  consumerOds: 'S55555',
  acceptsGzip: false,
};

interface Period {
  readonly start?: string;
  readonly end?: string;
}

const registered = (value: string, period?: Period, system: string = SYSTEMS.odsCode) => ({
  identifier: { system, value, ...(period !== undefined && { period: { ...period } }) },
});

const patient = (members: Partial<PdsPatient> = {}): PdsPatient => ({
  resourceType: 'Patient',
  id: NHS_NUMBER,
  meta: { security: [UNRESTRICTED] },
  generalPractitioner: [registered('A12345')],
  ...members,
});

async function find(answer: PdsPatient | undefined): Promise<string> {
  const deadline = startDeadline(1_000);
  const pds = { getPatient: () => Promise.resolve(answer) };
  try {
    return await findPracticeInPds({ pds, today: () => TODAY }, request, { deadline });
  } finally {
    deadline.lift();
  }
}

const findAmong = (...practices: ReturnType<typeof registered>[]) => find(patient({ generalPractitioner: practices }));

const NOT_FOUND = { kind: 'patientNotFound', diagnostics: 'Patient not found' };
const NO_PRACTICE = {
  kind: 'patientNotFound',
  diagnostics: 'PDS patient did not contain a current provider ODS code',
};

describe('the question to PDS', () => {
  test('names the patient, the ids and who asks, and hands a failure on', async () => {
    const asked: PatientQuery[] = [];
    const failure = new UpstreamError('PDS', { kind: 'network' });
    const deadline = startDeadline(1_000);
    const pds = {
      getPatient: (query: PatientQuery) => {
        asked.push(query);
        return Promise.reject(failure);
      },
    };
    await expect(findPracticeInPds({ pds, today: () => TODAY }, request, { deadline })).rejects.toBe(failure);
    deadline.lift();
    const { nhsNumber, requestId, correlationId, consumerOds } = request;
    expect(asked).toEqual([expect.objectContaining({ nhsNumber, requestId, correlationId, consumerOds })]);
  });
});

describe('a patient whom nobody is told about, and one answer for all of them', () => {
  test.each([
    ['unknown', undefined],
    ['superseded by another number', patient({ id: SCENARIO_PATIENTS.survivor })],
    ['restricted', patient({ meta: { security: [{ ...UNRESTRICTED, code: 'R' }] } })],
    ['very restricted', patient({ meta: { security: [{ ...UNRESTRICTED, code: 'V' }] } })],
    ['redacted', patient({ meta: { security: [{ ...UNRESTRICTED, code: 'REDACTED' }] } })],
    ['labelled in lower case', patient({ meta: { security: [{ ...UNRESTRICTED, code: 'u' }] } })],
    ['labelled by another system', patient({ meta: { security: [{ system: 'urn:other', code: 'U' }] } })],
    ['labelled by no system', patient({ meta: { security: [{ code: 'U' }] } })],
    ['restricted beside unrestricted', patient({ meta: { security: [UNRESTRICTED, { ...UNRESTRICTED, code: 'R' }] } })],
    ['without a label', patient({ meta: { security: [] } })],
    ['without labels', patient({ meta: {} })],
    ['without meta', patient({ meta: undefined })],
    ['restricted and without a practice', patient({ meta: {}, generalPractitioner: undefined })],
  ])('%s', async (_, answer) => {
    await expect(find(answer)).rejects.toMatchObject(NOT_FOUND);
  });
});

describe('the practice of today', () => {
  test.each<[string, Period | undefined]>([
    ['without a period', undefined],
    ['with an empty period', {}],
    ['begun', { start: '2015-06-08' }],
    ['begun today', { start: TODAY }],
    ['ending today', { start: '2015-06-08', end: TODAY }],
    ['for today alone', { start: TODAY, end: TODAY }],
    ['ending later', { end: '2030-01-01' }],
    ['begun this month', { start: '2026-01' }],
    ['begun this year', { start: '2026' }],
    ['ending this month', { end: '2026-01' }],
    ['ending this year', { end: '2026' }],
    ['begun at a time of today', { start: '2026-01-15T09:00:00+00:00' }],
    ['ending at a time of today', { end: '2026-01-15T00:00:00+00:00' }],
  ])('is one %s', async (_, period) => {
    await expect(findAmong(registered('A12345', period))).resolves.toBe('A12345');
  });

  test.each<[string, Period]>([
    ['ended yesterday', { start: '2015-06-08', end: '2026-01-14' }],
    ['ended last month', { end: '2025-12' }],
    ['ended last year', { end: '2025' }],
    ['not begun before tomorrow', { start: '2026-01-16' }],
    ['not begun before next month', { start: '2026-02' }],
    ['not begun before next year', { start: '2027' }],
  ])('is none that has %s', async (_, period) => {
    await expect(findAmong(registered('A12345', period))).rejects.toMatchObject(NO_PRACTICE);
  });

  test('is the one whose period it is, wherever it stands', async () => {
    const found = findAmong(
      registered('A00001', { end: '2020-01-01' }),
      registered('A00002', { start: '2030-01-01' }),
      registered('A12345', { start: '2020-01-02' }),
    );
    await expect(found).resolves.toBe('A12345');
  });

  test.each([
    ['in lower case', 'a12345'],
    ['with blanks around it', ' A12345 '],
  ])('is known by its code %s', async (_, code) => {
    await expect(findAmong(registered(code))).resolves.toBe('A12345');
  });

  test.each([
    ['blank', registered(' ')],
    ['no code', registered('A-12345')],
    ["a patient's number", registered(NHS_NUMBER)],
    ['of another system', registered('A12345', undefined, 'urn:other')],
  ])('is none whose code is %s', async (_, practice) => {
    await expect(findAmong(practice)).rejects.toMatchObject(NO_PRACTICE);
  });

  test.each([
    ['none', []],
    ['nothing said', undefined],
  ])('is none when there is %s', async (_, generalPractitioner) => {
    await expect(find(patient({ generalPractitioner }))).rejects.toMatchObject(NO_PRACTICE);
  });
});
