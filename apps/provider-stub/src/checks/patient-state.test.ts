import { describe, expect, test } from '@jest/globals';
import { CONFORMANCE_PATIENTS, SCENARIO_PATIENTS, type GpPractice, type GpRecord } from '@cdg/test-data';
import { ALLERGIES, asking, parameters } from '../testing/parameters-body.ts';
import { refusalOf } from '../testing/read-answer.ts';
import { runProviderStub } from '../testing/run-provider-stub.ts';
import { sampleRecord } from '../testing/sample-record.ts';

async function answerFor(facts: Partial<GpRecord>, practice: Partial<GpPractice> = {}, body = parameters(ALLERGIES)) {
  const stub = await runProviderStub({ records: [sampleRecord([], facts)], practice });
  try {
    return await stub.call({ body });
  } finally {
    await stub.close();
  }
}

describe('patients of whom the practice does not speak', () => {
  const regular = { type: 'regular', start: '2011-04-02' } as const;
  const states: [string, Partial<GpRecord>][] = [
    ['unknown here', { id: CONFORMANCE_PATIENTS.allergiesOnly }],
    ["another practice's", { odsCode: 'T10004' }],
    ['left', { registration: { ...regular, end: '2026-03-19' } }],
    ['deceased', { deceasedDate: '2026-03-06' }],
    ['registered elsewhere', { registration: { ...regular, type: 'temporary' } }],
    ['not verified with PDS', { nhsNumberVerified: false }],
    ['superseded', { supersededBy: SCENARIO_PATIENTS.survivor }],
    ['sensitive', { sensitive: true }],
  ];

  test.each(states)('%s: 404 PATIENT_NOT_FOUND', async (_case, facts) => {
    expect(refusalOf(await answerFor(facts))).toMatchObject({ status: 404, code: 'PATIENT_NOT_FOUND' });
  });

  test('get one identical answer, so that nobody learns which', async () => {
    const answers = await Promise.all(states.map(([, facts]) => answerFor(facts)));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  test('a state beats dissent and wrong parameters', async () => {
    const wrong = parameters(asking('includeAllergies'));
    const answer = await answerFor({ sensitive: true, dissentsFromSharing: true }, {}, wrong);
    expect(refusalOf(answer).code).toBe('PATIENT_NOT_FOUND');
  });
});

describe('patients of whom it does', () => {
  test('someone who leaves today is still registered', async () => {
    const registration = { type: 'regular', start: '2011-04-02', end: '2026-03-20' } as const;
    expect((await answerFor({ registration })).status).toBe(200);
  });

  test('dissent is 403 NO_PATIENT_CONSENT, before the parameters are judged', async () => {
    const answer = await answerFor({ dissentsFromSharing: true }, {}, parameters(asking('includeAllergies')));
    expect(refusalOf(answer)).toMatchObject({ status: 403, code: 'NO_PATIENT_CONSENT' });
  });
});

describe('what the practice has switched', () => {
  test.each<[string, Partial<GpPractice>, string, string]>([
    ['GP Connect off', { gpConnectEnabled: false }, 'ACCESS DENIED', 'GP Connect is disabled'],
    ['the capability off', { structuredEnabled: false }, 'ACCESS DENIED', 'Access Record Structured is disabled'],
    ['sharing not agreed', { sharingAgreed: false }, 'NO_ORGANISATION_CONSENT', 'not agreed'],
  ])('%s: 403, before the body is read', async (...[, practice, code, text]) => {
    const refusal = refusalOf(await answerFor({}, practice, 'no JSON'));
    expect(refusal).toMatchObject({ status: 403, code });
    expect(refusal.diagnostics).toContain(text);
  });
});
