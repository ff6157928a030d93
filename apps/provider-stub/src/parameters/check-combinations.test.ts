import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ALL_ALLERGIES, ALLERGIES, asking, parameters, type Parameter } from '../testing/parameters-body.ts';
import { refusalOf } from '../testing/read-answer.ts';
import { runProviderStub, type RunningProviderStub } from '../testing/run-provider-stub.ts';
import { sampleRecord } from '../testing/sample-record.ts';

let stub: RunningProviderStub;

beforeAll(async () => {
  stub = await runProviderStub({ records: [sampleRecord()] });
});
afterAll(() => stub.close());

const PAST = { valuePeriod: { start: '2025-01-01' } };
const FILTERS: Readonly<Record<string, Parameter>> = {
  medicationSearchFromDate: asking('includeMedication', { medicationSearchFromDate: { valueDate: '2025-01-01' } }),
  uncategorisedDataSearchPeriod: asking('includeUncategorisedData', { uncategorisedDataSearchPeriod: PAST }),
  referralSearchPeriod: asking('includeReferrals', { referralSearchPeriod: PAST }),
  diaryEntriesSearchDate: asking('includeDiaryEntries', { diaryEntriesSearchDate: { valueDate: '2027-01-01' } }),
  includeNotGiven: asking('includeImmunisations', { includeNotGiven: { valueBoolean: false } }),
  includeStatus: asking('includeImmunisations', { includeStatus: { valueBoolean: true } }),
  filterStatus: asking('includeProblems', { filterStatus: { valueCode: 'active' } }),
};
const names = Object.keys(FILTERS);
const filter = (name: string): Parameter => FILTERS[name] ?? asking(name);

describe('parts that may not stand beside an area that brings linked items', () => {
  test.each([
    ...names.map((name) => [name, 'includeConsultations']),
    ...names.filter((name) => name !== 'filterStatus').map((name) => [name, 'includeProblems']),
  ])('%s beside %s: 422 INVALID_PARAMETER', async (name = '', companion = '') => {
    const refusal = refusalOf(await stub.call({ body: parameters(filter(name), asking(companion)) }));
    expect(refusal).toMatchObject({ status: 422, code: 'INVALID_PARAMETER' });
    expect(refusal.diagnostics).toContain(name);
  });

  test.each(names)('%s alone is fine', async (name) => {
    expect((await stub.call({ body: parameters(filter(name)) })).status).toBe(200);
  });

  test.each([
    ['investigationSearchPeriod', asking('includeInvestigations', { investigationSearchPeriod: PAST })],
    ['includePrescriptionIssues', asking('includeMedication', { includePrescriptionIssues: { valueBoolean: false } })],
    ['includeResolvedAllergies', ALLERGIES],
  ])('%s may stand beside both', async (_name, parameter) => {
    const body = parameters(parameter, asking('includeConsultations'), asking('includeProblems'));
    expect((await stub.call({ body })).status).toBe(200);
  });

  test('both filters of consultations together are 422 INVALID_RESOURCE', async () => {
    const both = { consultationSearchPeriod: PAST, includeNumberOfMostRecent: { valuePositiveInt: 3 } };
    const refusal = refusalOf(await stub.call({ body: parameters(asking('includeConsultations', both)) }));
    expect(refusal).toMatchObject({ status: 422, code: 'INVALID_RESOURCE' });
    expect(refusal.diagnostics).toContain('includeNumberOfMostRecent');
  });
});

describe('the predefined searches', () => {
  const lastThree = asking('includeConsultations', { includeNumberOfMostRecent: { valuePositiveInt: 3 } });
  const medicationFrom = (valueDate: string) =>
    asking('includeMedication', { medicationSearchFromDate: { valueDate } });
  const first = [lastThree, asking('includeProblems'), ALL_ALLERGIES, medicationFrom('2025-03-20')];
  const second = [...first, asking('includeImmunisations'), asking('includeUncategorisedData')];
  const without = (search: Parameter[], name: string) => search.filter((parameter) => parameter.name !== name);

  test.each<[string, Parameter[]]>([
    ['the first', first],
    ['the second', second],
    ['in another order', second.toReversed()],
    ['a day earlier', [...first.slice(0, 3), medicationFrom('2025-03-19')]],
    ['a day later', [...first.slice(0, 3), medicationFrom('2025-03-21')]],
    ['with a parameter we do not know', [...first, asking('includeDreams')]],
  ])('%s: 200', async (_case, search) => {
    expect((await stub.call({ body: parameters(...search) })).status).toBe(200);
  });

  test.each<[string, Parameter[]]>([
    ['two days earlier', [...first.slice(0, 3), medicationFrom('2025-03-18')]],
    ['two days later', [...first.slice(0, 3), medicationFrom('2025-03-22')]],
    ['all consultations', [asking('includeConsultations'), ...first.slice(1)]],
    [
      'the last four',
      [asking('includeConsultations', { includeNumberOfMostRecent: { valuePositiveInt: 4 } }), ...first.slice(1)],
    ],
    ['without ended allergies', [...without(first, 'includeAllergies'), ALLERGIES]],
    ['without problems', without(first, 'includeProblems')],
    ['half of the second', without(second, 'includeImmunisations')],
    ['with referrals', [...first, asking('includeReferrals')]],
    [
      'with a part more',
      [
        ...second.slice(0, 4),
        asking('includeImmunisations', { includeStatus: { valueBoolean: true } }),
        asking('includeUncategorisedData'),
      ],
    ],
  ])('anything else is no predefined search: %s', async (_case, search) => {
    expect(refusalOf(await stub.call({ body: parameters(...search) }))).toMatchObject({
      status: 422,
      code: 'INVALID_PARAMETER',
    });
  });
});
