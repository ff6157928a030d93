import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createPeople, SCENARIO_PATIENTS } from '@cdg/test-data';
import { faultIn, jsonIn, runStub, type RunningStub } from '../testing/running-stub.ts';

const TODAY = '2026-03-01';
const people = createPeople(TODAY);
const SPINE = 'application/fhir+json';

let stub: RunningStub;
beforeAll(async () => {
  stub = await runStub({ now: () => new Date(`${TODAY}T09:00:00.500Z`) });
});
afterAll(() => stub.close());

const search = (query: string) => stub.ask(`/Patient?${query}`);
/** What was found, as text; a Bundle that contradicts itself fails. */
async function found(query: string): Promise<string> {
  const answer = await search(query);
  const { resourceType, total, entry = [] } = jsonIn(answer);
  expect([answer.status, answer.headers['content-type'], resourceType]).toEqual([200, SPINE, 'Bundle']);
  expect(entry).toHaveLength(Number(total));
  return JSON.stringify(entry);
}
const idsOf = async (query: string) => (await found(query)).match(/(?<="id":")\d{10}(?=")/g) ?? [];

const JANE = 'family=Smith&birthdate=eq2010-10-22';

describe('a search that finds one', () => {
  test('answers a Bundle with the score, and no ETag', async () => {
    const answer = await search(JANE);
    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': SPINE } });
    expect(answer.headers).not.toHaveProperty('etag');
    expect(jsonIn(answer)).toEqual({
      resourceType: 'Bundle',
      type: 'searchset',
      timestamp: '2026-03-01T09:00:00+00:00',
      total: 1,
      entry: [
        {
          fullUrl: `${stub.url}/personal-demographics/FHIR/R4/Patient/9000000009`,
          search: { score: 1 },
          resource: people.find(({ id }) => id === '9000000009')?.resource,
        },
      ],
    });
  });

  test.each([
    ['in any case', 'family=sMITH&given=JANE&birthdate=2010-10-22'],
    ['with its first and middle names', `${JANE}&given=Jane&given=Marie`],
    ['by gender', `${JANE}&gender=female`],
    ['in a range of birth dates', 'family=Smith&birthdate=ge2010-10-21&birthdate=le2010-10-23'],
    ['from a birth date on', 'family=Smith&birthdate=ge2010-10-22'],
    ['by a wildcard', 'family=Sm*&given=Ja*&birthdate=2010-10-22'],
    ['by postcode, whatever its spaces', `${JANE}&address-postalcode=zz994cp`],
    ['by postcode under its old name', `${JANE}&address-postcode=ZZ99+4CP`],
    ['by the start of the postcode', `${JANE}&address-postalcode=ZZ99*`],
    ['by telephone and e-mail', `${JANE}&phone=07700900102&email=Jane.Smith@EXAMPLE.com`],
    ['with the one permitted limit', `${JANE}&_max-results=1`],
    ['as an exact match', `${JANE}&_exact-match=true`],
  ])('finds %s', async (_, query) => {
    expect(await idsOf(query)).toEqual(['9000000009']);
  });

  test('finds by practice and by date of death', async () => {
    expect(await idsOf('family=Jones&birthdate=1973-09-24&general-practitioner=a12345')).toEqual(['9999999999']);
    const died = 'family=Duckworthy&birthdate=1941-07-28&death-date=';
    expect(await idsOf(`${died}eq2026-02-15`)).toEqual([SCENARIO_PATIENTS.recentlyDeceased]);
    expect(await idsOf(`${died}le2026-02-14`)).toEqual([]);
  });

  test('shows less than the read does', async () => {
    const text = await found('family=Jones&birthdate=1973-09-24');
    expect(text).toMatch(/"contact".*"generalPractitioner".*"telecom"/);
    expect(text).not.toMatch(
      /Hartwell|NominatedPharmacy|NHSCommunication|ContactPreference|birthPlace|"extension":\[\]/,
    );
    expect(await found('family=Duckworthy&birthdate=1941-07-28')).toMatch(/DeathNotificationStatus/);
    expect(await found('family=Aldermoor&birthdate=1986-06-17')).not.toMatch(
      /managingOrganization|RemovalFromRegistration/,
    );
  });
});

describe('a search that finds nobody', () => {
  test('is a Bundle without entry', async () => {
    expect(jsonIn(await search('family=Nobody&birthdate=2010-10-22'))).toEqual({
      resourceType: 'Bundle',
      type: 'searchset',
      timestamp: '2026-03-01T09:00:00+00:00',
      total: 0,
    });
  });

  test.each([
    `${JANE}&gender=male`,
    `${JANE}&given=Marie`,
    `${JANE}&given=Jane&given=Ann`,
    `${JANE}&phone=07700900103`,
    `${JANE}&email=jane.*@example.com`,
    `${JANE}&address-postalcode=ZZ99+4CQ`,
    `${JANE}&general-practitioner=A12345`,
    `${JANE}&death-date=ge2000-01-01`,
    'family=Smith&birthdate=le2010-10-21',
    'family=Smyth&birthdate=2010-10-22',
    'family=Sm*&birthdate=2010-10-22&_exact-match=true',
    'family=Nettlecombe&birthdate=1970-01-01',
  ])('as %s does', async (query) => {
    expect(await idsOf(query)).toEqual([]);
  });
});

test('more than one match is an outcome with status 200', async () => {
  const answer = await search('family=Ha*&birthdate=ge1900-01-01');
  expect(faultIn(answer)).toEqual({
    status: 200,
    type: SPINE,
    issue: 'information/multiple-matches',
    code: 'TOO_MANY_MATCHES',
    display: 'Too Many Matches',
    diagnostics: undefined,
  });
  expect(await idsOf('family=Ha*&birthdate=ge1900-01-01&gender=male')).toEqual([SCENARIO_PATIENTS.recordCutOff]);
});

describe('restricted people', () => {
  const IMOGEN = 'family=Larchfield&birthdate=1991-11-03';

  test('are shown without where they can be found', async () => {
    const entry = await found(`${IMOGEN}&phone=07700900303`);
    expect(entry).toContain('"restricted"');
    expect(entry).not.toMatch(/address|telecom|generalPractitioner|Pharmacy/);
  });

  test.each(['address-postalcode=ZZ99*', 'general-practitioner=A12345'])('are not found by %s', async (criterion) => {
    expect(await idsOf(`${IMOGEN}&${criterion}`)).toEqual([]);
  });
});

test('a merged record leads to its survivor, once', async () => {
  expect(await idsOf('family=Oakhanger&birthdate=1959-05-05')).toEqual([SCENARIO_PATIENTS.survivor]);
});

describe('history', () => {
  test.each([
    ['family=Hartwell&birthdate=1973-09-24', []],
    ['family=Hartwell&birthdate=1973-09-24&_history=false', []],
  ])('is not searched by %s', async (query, ids) => {
    expect(await idsOf(query)).toEqual(ids);
  });

  test('is searched when asked for, and shows the name of today', async () => {
    const entry = await found('family=Hartwell&birthdate=1973-09-24&_history=true');
    expect(entry).toMatch(/"score":0\.9[,}].*"family":"Jones"/);
    expect(entry).not.toContain('Hartwell');
  });
});

describe('a fuzzy search', () => {
  test.each([
    ['by sound', 'family=Smythe&given=Jayne&birthdate=2010-10-22', 0.64],
    ['of transposed names', 'family=Jane&given=Smith&birthdate=2010-10-22', 0.9],
    ['without a family name', 'given=Jane&birthdate=2010-10-22&gender=female&address-postalcode=ZZ99+4CP', 1],
    ['with another practice', 'family=Smith&given=Jane&birthdate=2010-10-22&general-practitioner=T10001', 0.9],
    ['with a death', 'family=Smith&given=Jane&birthdate=2010-10-22&death-date=2020-01-01', 0.9],
  ])('finds %s', async (_, query, score) => {
    const entry = await found(`${query}&_fuzzy-match=true`);
    expect(entry).toContain(`"score":${score}}`);
    expect(entry).toContain('Patient/9000000009"');
  });

  test.each([
    ['family=Smith&birthdate=2010-10-22', 'INVALID_SEARCH_DATA'],
    ['given=Jane&birthdate=2010-10-22&gender=female', 'INVALID_SEARCH_DATA'],
    ['family=Smi*&given=Jane&birthdate=2010-10-22', 'INVALID_SEARCH_DATA'],
    ['family=Smith&given=Jane', 'MISSING_VALUE'],
  ])('is refused for %s', async (query, code) => {
    expect(faultIn(await search(`${query}&_fuzzy-match=true`)).code).toBe(code);
  });
});

describe('a search is refused', () => {
  const UNEXPECTED = (what: string) => `Invalid request with error - Additional properties are not allowed (${what})`;
  const NO_BIRTH = "Missing value - 'birth_date/birth_date_range_start/birth_date_range_end'";
  const TOO_LITTLE =
    "Invalid search data provided - 'No searches were performed as the search criteria did not meet the minimum requirements'";
  const additional = { issue: 'error/invariant', code: 'ADDITIONAL_PROPERTIES' };
  const invalid = { issue: 'error/value', code: 'INVALID_VALUE', display: 'Provided value is invalid' };
  const missing = { issue: 'error/required', code: 'MISSING_VALUE', display: 'Required value is missing' };
  const badSearch = { issue: 'error/value', code: 'INVALID_SEARCH_DATA', display: 'Search data is invalid' };

  test.each([
    { query: '', fault: { issue: 'error/processing', code: 'UNSUPPORTED_SERVICE', diagnostics: undefined } },
    { query: `${JANE}&year=2003`, fault: { ...additional, diagnostics: UNEXPECTED("'year' was unexpected") } },
    {
      query: 'make=1&model=2&make=3',
      fault: { ...additional, diagnostics: UNEXPECTED("'make', 'model' were unexpected") },
    },
    {
      query: 'family=Smith&birthdate=20101022',
      fault: { ...invalid, diagnostics: "Invalid value - '20101022' in field 'birthdate'" },
    },
    { query: 'family=Smith&birthdate=', fault: { ...invalid, diagnostics: "Invalid value - '' in field 'birthdate'" } },
    {
      query: 'family=Smith&birthdate=2010-02-30',
      fault: { ...invalid, diagnostics: "Invalid value - '2010-02-30' in field 'birthdate'" },
    },
    {
      query: 'family=Smith&birthdate=gt2010-10-22',
      fault: { ...invalid, diagnostics: "Invalid value - 'gt2010-10-22' in field 'birthdate'" },
    },
    {
      query: 'family=Smith&death-date=20101022',
      fault: { ...invalid, diagnostics: "Invalid value - '20101022' in field 'death-date'" },
    },
    { query: `${JANE}&gender=mal`, fault: { ...invalid, diagnostics: "Invalid value - 'mal' in field 'gender'" } },
    { query: `${JANE}&_history=yes`, fault: { ...invalid, diagnostics: "Invalid value - 'yes' in field '_history'" } },
    {
      query: `birthdate=2010-10-22&family=${'x'.repeat(36)}`,
      fault: { ...invalid, diagnostics: `Invalid value - '${'x'.repeat(36)}' in field 'family'` },
    },
    { query: 'family=Smith', fault: { ...missing, diagnostics: NO_BIRTH } },
    { query: 'email=a@example.com&phone=0163', fault: { ...missing, diagnostics: NO_BIRTH } },
    { query: 'birthdate=2010-10-22', fault: { ...badSearch, diagnostics: TOO_LITTLE } },
    { query: 'birthdate=2010-10-22&family=', fault: { ...badSearch, diagnostics: TOO_LITTLE } },
    { query: 'birthdate=2010-10-22&given=Jane', fault: { ...badSearch, diagnostics: TOO_LITTLE } },
    { query: `${JANE}&address-postcode=ZZ99*&address-postalcode=ZZ99*`, fault: badSearch },
    { query: 'birthdate=2010-10-22&family=S*', fault: badSearch },
    { query: `${JANE}&given=*ne`, fault: badSearch },
  ])('for $query', async ({ query, fault }) => {
    expect(faultIn(await search(query))).toMatchObject({ status: 400, type: SPINE, ...fault });
  });
});

test('people added by testers are found at the next search', async () => {
  const query = 'family=Freshly&birthdate=1999-12-31';
  expect(await idsOf(query)).toEqual([]);
  const resource = {
    resourceType: 'Patient',
    id: '9990000204',
    birthDate: '1999-12-31',
    name: [{ use: 'usual', family: 'Freshly' }],
  };
  const body = JSON.stringify({ id: '9990000204', resource });
  await stub.send('/_stub/data/patients', { method: 'POST', body });
  expect(await idsOf(query)).toEqual(['9990000204']);
  await stub.send('/_stub/reset', { method: 'POST' });
  expect(await idsOf(query)).toEqual([]);
});
