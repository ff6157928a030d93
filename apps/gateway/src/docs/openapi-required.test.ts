import { describe, expect, test } from '@jest/globals';
import { isNhsNumber, isUuid } from '@cdg/fhir';
import { SCENARIO_PATIENTS } from '@cdg/test-data';
import { Ajv } from 'ajv';
import { z } from 'zod';
import { readApiDescription } from './api-description.ts';

const description = readApiDescription();
const ajv = new Ajv({ strict: false });
ajv.addFormat('uuid', isUuid);
ajv.addFormat('nhs-number', isNhsNumber);
ajv.addFormat('date', (text) => z.iso.date().safeParse(text).success);
ajv.addSchema(description, 'openapi');

const accepts = (schema: string, body: unknown) => ajv.compile({ $ref: `openapi#/components/schemas/${schema}` })(body);

const include = (area: string, ...part: readonly object[]) => ({ name: `include${area}`, part });
const period = (name: string) => ({ name, valuePeriod: { start: '2015-01-01' } });

/** Of every part a parameter can have, one. */
const REQUEST = {
  resourceType: 'Parameters',
  parameter: [
    {
      name: 'patientNHSNumber',
      valueIdentifier: { system: 'https://fhir.nhs.uk/Id/nhs-number', value: SCENARIO_PATIENTS.fullRecord },
    },
    include('Allergies', { name: 'includeResolvedAllergies', valueBoolean: true }),
    include(
      'Medication',
      { name: 'includePrescriptionIssues', valueBoolean: true },
      { name: 'medicationSearchFromDate', valueDate: '2020-01-01' },
    ),
    include('Consultations', period('consultationSearchPeriod')),
    include('Consultations', { name: 'includeNumberOfMostRecent', valuePositiveInt: 3 }),
    include('Problems', { name: 'filterStatus', valueCode: 'active' }, { name: 'partThatNobodyKnows' }),
    include('Immunisations', { name: 'includeNotGiven', valueBoolean: true }),
    include('UncategorisedData', period('uncategorisedDataSearchPeriod')),
    include('Investigations', period('investigationSearchPeriod')),
    include('Referrals', period('referralSearchPeriod')),
    include('DiaryEntries', { name: 'diaryEntriesSearchDate', valueDate: '2027-01-01' }),
    { name: 'includeSomethingNew' },
  ],
};

const ERROR = {
  resourceType: 'OperationOutcome',
  meta: { profile: ['https://fhir.nhs.uk/STU3/StructureDefinition/GPConnect-OperationOutcome-1'] },
  issue: [
    {
      severity: 'error',
      code: 'not-found',
      details: {
        coding: [
          {
            system: 'https://fhir.nhs.uk/STU3/CodeSystem/Spine-ErrorOrWarningCode-1',
            code: 'PATIENT_NOT_FOUND',
            display: 'Patient not found',
          },
        ],
      },
      diagnostics: 'Patient not found',
    },
  ],
};

const PROVIDERS_ERROR = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'forbidden' }] };
const RECORD = { resourceType: 'Bundle', type: 'collection', entry: [{ resource: { resourceType: 'Patient' } }] };

/** A body in which every member is required, but for those that this pattern finds. */
const BODIES: readonly (readonly [schema: string, body: object, optional?: RegExp])[] = [
  ['Parameters', REQUEST, /^\/parameter\/(?!1\/)\d+\/part$/],
  ['OperationOutcome', ERROR],
  ['ProviderOperationOutcome', PROVIDERS_ERROR],
  ['StructuredRecordBundle', RECORD],
  ['Health', { status: 'healthy', version: 'unknown' }],
  ['ApiDescription', { openapi: '3.0.3', info: {}, paths: {} }],
];

interface Reduced {
  /** JSON pointer of the member that is left out. */
  readonly without: string;
  readonly body: unknown;
}

/** The body without each of its members in turn, at any depth. */
function reductions(node: unknown, path = ''): readonly Reduced[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    const rebuild = (part: unknown) => (Array.isArray(node) ? node.with(Number(key), part) : { ...node, [key]: part });
    const inner = reductions(value, `${path}/${key}`).map(({ without, body }) => ({ without, body: rebuild(body) }));
    if (Array.isArray(node)) return inner;
    const rest = Object.fromEntries(Object.entries(node).filter(([name]) => name !== key));
    return [{ without: `${path}/${key}`, body: rest }, ...inner];
  });
}

describe.each(BODIES)('%s of openapi.yaml', (...[schema, whole, optional]) => {
  test('describes the whole', () => {
    expect(accepts(schema, whole)).toBe(true);
  });

  test.each(reductions(whole).map(({ without, body }) => [without, body] as const))('without %s', (without, body) => {
    expect(accepts(schema, body)).toBe(optional?.test(without) === true);
  });
});

const parametersSchema = z.object({
  components: z.object({ parameters: z.record(z.string(), z.object({ required: z.boolean().default(false) })) }),
});

test('the headers that openapi.yaml requires of a request are those without which the gateway refuses it', () => {
  const { parameters } = parametersSchema.parse(description).components;
  const required = Object.entries(parameters).filter(([, header]) => header.required);

  expect(required.map(([name]) => name)).toEqual(['SspTraceId', 'OdsFrom']);
});
