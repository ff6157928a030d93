import { describe, expect, test } from '@jest/globals';
import { isNhsNumber, isUuid } from '@cdg/fhir';
import { SPINE_CODES } from '@cdg/gp-connect';
import { CONFORMANCE_PATIENTS, SCENARIO_PATIENTS } from '@cdg/test-data';
import { Ajv } from 'ajv';
import { z } from 'zod';
import { readApiDescription } from './api-description.ts';

/** The statuses of the gateway's error table, and the one of success. */
const STATUSES = [200, 400, 401, 403, 404, 405, 406, 408, 409, 413, 415, 422, 429, 431, 500, 502, 503, 504];

const description = readApiDescription();
const examples = collectExamples();

const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
ajv.addVocabulary(['openapi', 'info', 'servers', 'security', 'tags', 'paths', 'components']);
ajv.addFormat('uuid', isUuid);
ajv.addFormat('nhs-number', isNhsNumber);
ajv.addFormat('date', (text) => z.iso.date().safeParse(text).success);
ajv.addSchema(description, 'openapi');

interface Example {
  readonly name: string;
  /** JSON pointer of the schema it must satisfy. */
  readonly schema: string;
  readonly value: unknown;
}

/** Every example of a body, a parameter or a header: wherever a `schema` has an `example` or `examples` beside it. */
function collectExamples(node: unknown = description, path: readonly string[] = []): Example[] {
  if (!isObject(node)) return [];
  const nested = Object.entries(node).flatMap(([key, value]) => collectExamples(value, [...path, key]));
  if (!('schema' in node)) return nested;
  const named = Object.entries(isObject(node.examples) ? node.examples : {});
  const own = [
    ...named.map(([key, value]) => [key, valueOf(value)]),
    ...('example' in node ? [['example', node.example]] : []),
  ];
  const schema = pointer([...path, 'schema']);
  return [
    ...nested,
    ...own.map(([key, value]) => ({ name: `${path.slice(-3).join(' ')} ${String(key)}`, schema, value })),
  ];
}

function valueOf(example: unknown): unknown {
  return z.object({ value: z.unknown() }).parse(resolve(example)).value;
}

function resolve(node: unknown): unknown {
  if (!isObject(node) || typeof node.$ref !== 'string') return node;
  const parts = node.$ref.slice('#/'.length).split('/');
  return parts.reduce<unknown>((parent, part) => (isObject(parent) ? parent[part] : undefined), description);
}

function pointer(path: readonly string[]): string {
  return path.map((part) => `/${encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

describe('the examples of openapi.yaml', () => {
  test.each(examples.map((example) => [example.name, example] as const))('%s satisfies its schema', (_, example) => {
    const validate = ajv.compile({ $ref: `openapi#${example.schema}` });
    validate(example.value);
    expect(validate.errors ?? []).toEqual([]);
  });

  test('name every Spine code by the display that goes with it', () => {
    const codings = [...JSON.stringify(examples).matchAll(/"code":"([A-Z_ ]+)","display":"([^"]+)"/g)];
    const known: Readonly<Record<string, string>> = SPINE_CODES;
    expect(codings.length).toBeGreaterThan(40);
    for (const [, code = '', display] of codings.filter(([, code]) => code !== 'DUPLICATE_REJECTED')) {
      expect([code, display]).toEqual([code, known[code]]);
    }
  });

  test('hold no NHS number but those of the synthetic people', () => {
    const synthetic: readonly string[] = [...Object.values(SCENARIO_PATIENTS), ...Object.values(CONFORMANCE_PATIENTS)];
    const numbers = JSON.stringify(description).match(/(?<!\d)\d{10}(?!\d)/g) ?? [];
    const nhsNumbers = numbers.filter(isNhsNumber);
    expect(nhsNumbers.length).toBeGreaterThan(0);
    expect(nhsNumbers.filter((number) => !synthetic.includes(number))).toEqual([]);
  });
});

describe('the schemas of openapi.yaml', () => {
  const request = ajv.compile({ $ref: 'openapi#/components/schemas/Parameters' });
  const patient = {
    name: 'patientNHSNumber',
    valueIdentifier: { system: 'https://fhir.nhs.uk/Id/nhs-number', value: SCENARIO_PATIENTS.fullRecord },
  };
  const identifier = patient.valueIdentifier;

  test.each([
    ['parameters in any order', [{ name: 'includeProblems' }, patient]],
    ['a parameter that nobody knows', [patient, { name: 'includeCarePlans', valueBoolean: true }]],
    [
      'a part that nobody knows',
      [patient, { name: 'includeProblems', part: [{ name: 'filterSignificance', valueCode: 'major' }] }],
    ],
    ['members that FHIR allows and the description does not name', [{ ...patient, id: 'a', extension: [] }]],
  ])('accept %s', (_, parameter) => {
    expect(request({ resourceType: 'Parameters', parameter })).toBe(true);
  });

  test.each([
    ['no patient', [{ name: 'includeProblems' }]],
    [
      'an NHS number with a wrong check digit',
      [{ ...patient, valueIdentifier: { ...identifier, value: '9999999998' } }],
    ],
    ['another identifier system', [{ ...patient, valueIdentifier: { ...identifier, system: 'urn:other' } }]],
    ['an identifier without a system', [{ ...patient, valueIdentifier: { value: identifier.value } }]],
    ['allergies without the part that says which', [patient, { name: 'includeAllergies' }]],
    [
      'a boolean as text',
      [patient, { name: 'includeAllergies', part: [{ name: 'includeResolvedAllergies', valueBoolean: 'true' }] }],
    ],
    [
      'a date with a time',
      [
        patient,
        { name: 'includeMedication', part: [{ name: 'medicationSearchFromDate', valueDate: '2024-01-01T00:00:00Z' }] },
      ],
    ],
    [
      'a period without a bound',
      [patient, { name: 'includeReferrals', part: [{ name: 'referralSearchPeriod', valuePeriod: {} }] }],
    ],
    ['a parameter without a name', [patient, {}]],
    ['nothing', []],
  ])('refuse %s', (_, parameter) => {
    expect(request({ resourceType: 'Parameters', parameter })).toBe(false);
  });

  test('describe the record request with every status of the error table', () => {
    const operation = z
      .object({
        paths: z.record(
          z.string(),
          z.object({ post: z.object({ responses: z.record(z.string(), z.unknown()) }) }).partial(),
        ),
      })
      .parse(description).paths['/patient/$gpc.getstructuredrecord']?.post;
    expect(Object.keys(operation?.responses ?? {}).map(Number)).toEqual(STATUSES);
  });
});
