import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CONFORMANCE_PATIENTS } from '@cdg/test-data';
import { ALLERGIES, asking, parameters, patient, type Parameter } from '../testing/parameters-body.ts';
import { listTitles, refusalOf, referencesOf, resourcesOf } from '../testing/read-answer.ts';
import { runProviderStub, type RunningProviderStub } from '../testing/run-provider-stub.ts';
import { SAMPLE_NHS_NUMBER, sampleRecord } from '../testing/sample-record.ts';

const TOMORROW = '2026-03-21';
const YESTERDAY = '2026-03-19';
let stub: RunningProviderStub;

beforeAll(async () => {
  stub = await runProviderStub({ records: [sampleRecord()] });
});
afterAll(() => stub.close());

const refusalFor = async (body: string) => refusalOf(await stub.call({ body }));
const resource = (content: unknown) => JSON.stringify({ resourceType: 'Parameters', parameter: content });

describe('a body that is no Parameters resource', () => {
  test.each<[string, string, number, string]>([
    ['empty', '', 400, 'BAD_REQUEST'],
    ['not JSON', 'patientNHSNumber=1', 422, 'INVALID_RESOURCE'],
    ['cut off', parameters().slice(0, -2), 422, 'INVALID_RESOURCE'],
    ['no object', '[]', 422, 'INVALID_RESOURCE'],
    ['another resource', '{"resourceType":"Patient"}', 422, 'INVALID_RESOURCE'],
    ['no resource type', '{"parameter":[]}', 422, 'INVALID_RESOURCE'],
    ['parameters that are no list', resource({ name: 'patientNHSNumber' }), 422, 'INVALID_RESOURCE'],
    ['a parameter without a name', resource([{ valueString: 'x' }]), 422, 'INVALID_RESOURCE'],
    ['a part without a name', resource([{ name: 'includeProblems', part: [{}] }]), 422, 'INVALID_RESOURCE'],
    [
      'a part with two values',
      parameters(asking('includeMedication', { x: { valueDate: '1', valueCode: '1' } })),
      422,
      'INVALID_RESOURCE',
    ],
  ])('%s', async (...[, body, status, code]) => {
    expect(await refusalFor(body)).toMatchObject({ status, code });
  });

  test('bytes that are not UTF-8 are none either', async () => {
    const answer = await stub.call({ body: Buffer.from([0x7b, 0xff, 0x7d]) });
    expect(refusalOf(answer)).toMatchObject({ status: 422, code: 'INVALID_RESOURCE' });
  });
});

describe('a body that says something twice', () => {
  test.each<[string, Parameter[], string]>([
    ['the patient', [patient(SAMPLE_NHS_NUMBER)], 'patientNHSNumber'],
    ['an area', [asking('includeProblems'), asking('includeProblems')], 'includeProblems'],
    [
      'a part',
      [
        {
          name: 'includeProblems',
          part: [
            { name: 'filterStatus', valueCode: 'active' },
            { name: 'filterStatus', valueCode: 'active' },
          ],
        },
      ],
      'includeProblems.filterStatus',
    ],
    ['an area by a value beside its parts', [{ name: 'includeProblems', valueBoolean: true }], 'includeProblems'],
  ])('%s: 422 INVALID_RESOURCE', async (_case, further, named) => {
    const refusal = await refusalFor(parameters(...further));
    expect(refusal).toMatchObject({ status: 422, code: 'INVALID_RESOURCE' });
    expect(refusal.diagnostics).toContain(named);
  });
});

describe('the NHS number', () => {
  const system = 'https://fhir.nhs.uk/Id/nhs-number';
  const value = SAMPLE_NHS_NUMBER;
  test.each<[string, unknown[], number, string]>([
    ['absent', [asking('includeProblems')], 422, 'INVALID_PARAMETER'],
    ['absent, like everything we know', [asking('includeDreams')], 422, 'INVALID_PARAMETER'],
    ['a string', [{ name: 'patientNHSNumber', valueString: value }], 422, 'INVALID_PARAMETER'],
    [
      'a string inside valueIdentifier',
      [{ name: 'patientNHSNumber', valueIdentifier: value }],
      422,
      'INVALID_PARAMETER',
    ],
    ['without a value', [{ name: 'patientNHSNumber' }], 422, 'INVALID_PARAMETER'],
    ['without a number', [{ name: 'patientNHSNumber', valueIdentifier: { system } }], 400, 'INVALID_NHS_NUMBER'],
    ['empty', [patient('')], 400, 'INVALID_NHS_NUMBER'],
    ['too short', [patient(value.slice(1))], 400, 'INVALID_NHS_NUMBER'],
    ['too long', [patient(`${value}0`)], 400, 'INVALID_NHS_NUMBER'],
    ['with a wrong check digit', [patient(`${value.slice(0, 9)}9`)], 400, 'INVALID_NHS_NUMBER'],
    ['with letters', [patient(value.replace('9', 'X'))], 400, 'INVALID_NHS_NUMBER'],
    ['without a system', [{ name: 'patientNHSNumber', valueIdentifier: { value } }], 400, 'INVALID_IDENTIFIER_SYSTEM'],
    [
      'of another system',
      [{ name: 'patientNHSNumber', valueIdentifier: { system: 'x', value } }],
      400,
      'INVALID_IDENTIFIER_SYSTEM',
    ],
  ])('%s', async (...[, content, status, code]) => {
    const refusal = await refusalFor(resource(content));
    expect(refusal).toMatchObject({ status, code });
    expect(refusal.diagnostics).toContain('patientNHSNumber');
  });

  test('nobody here has it: 404, whatever else is wrong', async () => {
    const body = resource([patient(CONFORMANCE_PATIENTS.allergiesOnly), asking('includeAllergies')]);
    expect(await refusalFor(body)).toMatchObject({ status: 404, code: 'PATIENT_NOT_FOUND' });
  });
});

describe('a part that is wrong: 422 INVALID_PARAMETER that names it', () => {
  const period = (start?: string, end?: string) => ({ valuePeriod: { start, end } });
  test.each<[string, string, string, Record<string, unknown>]>([
    ['a boolean as text', 'includeMedication', 'includePrescriptionIssues', { valueString: 'true' }],
    ['text in a boolean', 'includeMedication', 'includePrescriptionIssues', { valueBoolean: 'true' }],
    ['no value', 'includeMedication', 'includePrescriptionIssues', {}],
    ['an empty date', 'includeMedication', 'medicationSearchFromDate', { valueDate: '' }],
    ['a year', 'includeMedication', 'medicationSearchFromDate', { valueDate: '2025' }],
    ['a month', 'includeMedication', 'medicationSearchFromDate', { valueDate: '2025-03' }],
    ['a date with a time', 'includeMedication', 'medicationSearchFromDate', { valueDate: '2025-03-01T00:00:00Z' }],
    ['a day the calendar lacks', 'includeMedication', 'medicationSearchFromDate', { valueDate: '2025-02-29' }],
    ['a date in valueDateTime', 'includeMedication', 'medicationSearchFromDate', { valueDateTime: '2025-03-01' }],
    ['tomorrow', 'includeMedication', 'medicationSearchFromDate', { valueDate: TOMORROW }],
    ['yesterday', 'includeDiaryEntries', 'diaryEntriesSearchDate', { valueDate: YESTERDAY }],
    ['a year', 'includeDiaryEntries', 'diaryEntriesSearchDate', { valueDate: '2027' }],
    ['another status', 'includeProblems', 'filterStatus', { valueCode: 'resolved' }],
    ['a status as text', 'includeProblems', 'filterStatus', { valueString: 'active' }],
    ['zero', 'includeConsultations', 'includeNumberOfMostRecent', { valuePositiveInt: 0 }],
    ['a fraction', 'includeConsultations', 'includeNumberOfMostRecent', { valuePositiveInt: 1.5 }],
    ['an integer', 'includeConsultations', 'includeNumberOfMostRecent', { valueInteger: 3 }],
    ['text for a boolean', 'includeImmunisations', 'includeNotGiven', { valueString: 'x' }],
    ['a code for a boolean', 'includeImmunisations', 'includeStatus', { valueCode: 'true' }],
    ['text for a boolean', 'includeAllergies', 'includeResolvedAllergies', { valueString: 'true' }],
    ...[
      'includeConsultations.consultationSearchPeriod',
      'includeUncategorisedData.uncategorisedDataSearchPeriod',
      'includeInvestigations.investigationSearchPeriod',
      'includeReferrals.referralSearchPeriod',
    ].flatMap((path): [string, string, string, Record<string, unknown>][] => {
      const [name = '', part = ''] = path.split('.');
      return [
        ['neither bound', name, part, period()],
        ['a start after today', name, part, period(TOMORROW)],
        ['an end after today', name, part, period('2025-01-01', TOMORROW)],
        ['a start after the end', name, part, period('2025-01-02', '2025-01-01')],
        ['a partial start', name, part, period('2025-01')],
        ['a partial end', name, part, period(undefined, '2025')],
        ['an end with a time', name, part, period(undefined, '2025-01-01T10:00:00Z')],
        ['an empty start', name, part, period('')],
        ['text', name, part, { valuePeriod: 'last year' }],
        ['a date', name, part, { valueDate: '2025-01-01' }],
      ];
    }),
  ])('%s in %s.%s', async (...[, name, part, value]) => {
    const refusal = await refusalFor(parameters(asking(name, { [part]: value })));
    expect(refusal).toMatchObject({ status: 422, code: 'INVALID_PARAMETER' });
    expect(refusal.diagnostics).toContain(`${name}.${part}`);
  });

  test.each([
    ['bare', asking('includeAllergies')],
    ['with an unknown part', asking('includeAllergies', { includeFamily: { valueBoolean: true } })],
  ])('includeResolvedAllergies is needed: includeAllergies %s', async (_case, parameter) => {
    const refusal = await refusalFor(parameters(parameter));
    expect(refusal).toMatchObject({ status: 422, code: 'INVALID_PARAMETER' });
    expect(refusal.diagnostics).toContain('includeAllergies.includeResolvedAllergies');
  });
});

describe('a request that is in order', () => {
  test('for the patient alone brings the administrative resources and no list', async () => {
    const answer = await stub.call({ body: parameters() });
    expect(referencesOf(answer)).toEqual([
      'Patient/pat',
      'Organization/practice',
      'Practitioner/gp',
      'PractitionerRole/gp-role',
    ]);
  });

  test('takes its parameters in any order, and today as the edge of every date rule', async () => {
    const body = resource([
      asking('includeDiaryEntries', { diaryEntriesSearchDate: { valueDate: '2026-03-20' } }),
      asking('includeReferrals', { referralSearchPeriod: { valuePeriod: { end: '2026-03-20' } } }),
      patient(SAMPLE_NHS_NUMBER),
      asking('includeMedication', { medicationSearchFromDate: { valueDate: '2026-03-20' } }),
    ]);
    expect(listTitles(await stub.call({ body }))).toEqual([
      'Medications and medical devices',
      'Outbound referral',
      'Patient recall administration',
    ]);
  });

  test('reads today as the day in the United Kingdom', async () => {
    const summer = await runProviderStub({ records: [sampleRecord()], now: () => new Date('2026-06-30T23:30:00Z') });
    const iat = Date.parse('2026-06-30T23:30:00Z') / 1000;
    const body = parameters(asking('includeMedication', { medicationSearchFromDate: { valueDate: '2026-07-01' } }));
    const answer = await summer.call({ body, claims: { iat, exp: iat + 300 } });
    await summer.close();
    expect(answer.status).toBe(200);
  });
});

describe('what we do not know', () => {
  test('is a warning each, in one OperationOutcome at the end', async () => {
    const body = parameters(
      asking('includeDreams', { includeNightmares: { valueBoolean: true } }),
      { ...ALLERGIES, part: [{ name: 'includeResolvedAllergies', valueBoolean: false }, { name: 'includeFamily' }] },
      asking('includeProblems', { filterSignificance: { valueCode: 'major' }, includeStatus: { valueBoolean: true } }),
      asking('includeDreams'),
      asking('includeResolvedAllergies'),
    );
    const outcome = resourcesOf(await stub.call({ body })).at(-1);
    expect(outcome).toMatchObject({
      resourceType: 'OperationOutcome',
      meta: { profile: [expect.stringContaining('GPConnect-OperationOutcome-1')] },
    });
    expect(outcome).toHaveProperty('id');
    const names = [
      'includeDreams',
      'includeAllergies.includeFamily',
      'includeProblems.filterSignificance',
      'includeProblems.includeStatus',
      'includeResolvedAllergies',
    ];
    expect(outcome).toHaveProperty(
      'issue',
      names.map((name) => ({
        severity: 'warning',
        code: 'not-supported',
        details: {
          coding: [
            {
              system: 'https://fhir.nhs.uk/STU3/CodeSystem/Spine-ErrorOrWarningCode-1',
              code: 'NOT_IMPLEMENTED',
              display: 'Not implemented',
            },
          ],
          text: `${name} is an unrecognised parameter`,
        },
        diagnostics: name,
      })),
    );
  });

  test('does not excuse what is wrong', async () => {
    const refusal = await refusalFor(parameters(asking('includeDreams'), asking('includeAllergies')));
    expect(refusal.code).toBe('INVALID_PARAMETER');
  });
});
