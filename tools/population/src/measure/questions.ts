import { MEDIA_TYPES, SYSTEMS } from '@cdg/fhir';
import { INTERACTIONS, SSP_HEADERS } from '@cdg/gp-connect';
import { SDS_STUB_API_KEY, type Population, type PopulationPerson, type PopulationSystem } from '@cdg/test-data';
import { request } from 'undici';
import { z } from 'zod';
import { auditToken } from './audit-token.ts';
import type { StubName } from './start-stub.ts';

export interface Question {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The question of this number: the numbers go all over the population. */
export type Ask = (number: number) => Question;
export type AsksByName = Readonly<Record<string, Ask>>;

/** A step through a population that comes to everybody before it comes to anybody again. */
const STEP = 7_919;
const REQUEST_ID = '5e0f1b6a-0d6c-4b1e-9a53-2f1f6f0c8d11';
const TIMEOUT_MS = 5_000;

/** What a stub is asked while it is measured, each kind by name. */
export async function questionsFor(name: StubName, population: Population, url: string): Promise<AsksByName> {
  if (name === 'pds') return pdsQuestions(population, await bearerToken(url));
  return name === 'sds' ? sdsQuestions(population) : providerQuestions(population, url);
}

function pdsQuestions(population: Population, token: string): AsksByName {
  const headers = { Authorization: `Bearer ${token}`, 'X-Request-ID': REQUEST_ID };
  const ask = (pathOf: (person: PopulationPerson) => string): Ask => {
    return (number) => ({ method: 'GET', path: `${PDS_BASE}/Patient${pathOf(somebody(population, number))}`, headers });
  };
  return {
    'PDS, by NHS number': ask(({ facts }) => `/${facts.nhsNumber}`),
    'PDS, by name and birth date': ask(({ facts: { family, given, birthDate } }) => {
      const query = new URLSearchParams({ family, given: given[0] ?? '', birthdate: `eq${birthDate}` });
      return `?${query.toString()}`;
    }),
  };
}

function sdsQuestions(population: Population): AsksByName {
  const headers = { apikey: SDS_STUB_API_KEY, accept: MEDIA_TYPES.fhirJson };
  const search = (type: 'Device' | 'Endpoint'): Ask => {
    return (number) => {
      const query = new URLSearchParams({
        organization: `${SYSTEMS.odsCode}|${somePractice(population, number).odsCode}`,
        identifier: `${SYSTEMS.interactionId}|${INTERACTIONS.getStructuredRecord.id}`,
      });
      return { method: 'GET', path: `/spine-directory/FHIR/R4/${type}?${query.toString()}`, headers };
    };
  };
  return { 'SDS, Device': search('Device'), 'SDS, Endpoint': search('Endpoint') };
}

function providerQuestions(population: Population, url: string): AsksByName {
  const from = population.consumers[0]?.asid ?? '';
  return {
    'provider, a whole record': (number) => {
      const { facts, practice } = somebodyWithARecord(population, number);
      const root = `/${practice.odsCode}/STU3/1/gpconnect/structured`;
      return {
        method: 'POST',
        path: `${root}/${INTERACTIONS.getStructuredRecord.path}`,
        headers: {
          'content-type': MEDIA_TYPES.fhirJson,
          authorization: `Bearer ${auditToken(`${url}${root}`, new Date())}`,
          [SSP_HEADERS.traceId]: REQUEST_ID,
          [SSP_HEADERS.from]: from,
          [SSP_HEADERS.to]: practice.asid,
          [SSP_HEADERS.interactionId]: INTERACTIONS.getStructuredRecord.id,
        },
        body: JSON.stringify(wholeRecordOf(facts.nhsNumber)),
      };
    },
  };
}

const PDS_BASE = '/personal-demographics/FHIR/R4';
const AREAS = [
  'Allergies',
  'Medication',
  'Consultations',
  'Problems',
  'Immunisations',
  'UncategorisedData',
  'Investigations',
  'Referrals',
  'DiaryEntries',
];

function wholeRecordOf(nhsNumber: string): object {
  const resolved = { part: [{ name: 'includeResolvedAllergies', valueBoolean: true }] };
  return {
    resourceType: 'Parameters',
    parameter: [
      { name: 'patientNHSNumber', valueIdentifier: { system: SYSTEMS.nhsNumber, value: nhsNumber } },
      ...AREAS.map((area) => ({ name: `include${area}`, ...(area === 'Allergies' && resolved) })),
    ],
  };
}

function somebody({ plan, personAt }: Population, number: number): PopulationPerson {
  return personAt((number * STEP) % plan.patients);
}

function somebodyWithARecord(population: Population, number: number) {
  for (let next = number; ; next += 1) {
    const person = somebody(population, next);
    const { practice } = person;
    if (person.standing === 'ordinary' && practice !== undefined) return { ...person, practice };
  }
}

function somePractice({ practices }: Population, number: number): PopulationSystem {
  const practice = practices[(number * STEP) % practices.length];
  if (practice === undefined) throw new RangeError('a population has at least one practice');
  return practice;
}

async function bearerToken(url: string): Promise<string> {
  const { body } = await request(`${url}/_stub/tokens`, { method: 'POST', signal: AbortSignal.timeout(TIMEOUT_MS) });
  return z.object({ access_token: z.string() }).parse(await body.json()).access_token;
}
