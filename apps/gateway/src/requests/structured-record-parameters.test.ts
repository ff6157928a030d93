import { describe, expect, test } from '@jest/globals';
import { SCENARIO_PATIENTS } from '@cdg/test-data';
import { readPatientNhsNumber } from './structured-record-parameters.ts';

const NHS_NUMBER = SCENARIO_PATIENTS.fullRecord;
const valueIdentifier = { system: 'https://fhir.nhs.uk/Id/nhs-number', value: NHS_NUMBER };
const patient = { name: 'patientNHSNumber', valueIdentifier };
const body = (...parameter: readonly unknown[]) => ({ resourceType: 'Parameters', parameter });
const withIdentifier = (identifier: unknown) => body({ name: 'patientNHSNumber', valueIdentifier: identifier });

function faultOf(given: unknown): unknown {
  try {
    return readPatientNhsNumber(given);
  } catch (error) {
    return error;
  }
}

describe('readPatientNhsNumber reads the number', () => {
  test.each([
    ['alone', body(patient)],
    ['between other parameters', body({ name: 'includeProblems' }, patient, { name: 'includeAllergies', part: [] })],
    ['beside parameters that nobody knows', body(patient, { name: 'x', valueString: 1, part: 'odd' })],
    ['beside members that FHIR allows', { ...body({ ...patient, id: 'a', extension: [] }), id: 'b', meta: {} }],
    ['in an identifier that says more', withIdentifier({ ...valueIdentifier, use: 'official', type: { text: 'NHS' } })],
    ['whatever a name is like', body(patient, { name: '' }, { name: 'patientnhsnumber', valueIdentifier: {} })],
  ])('%s', (_, given) => {
    expect(readPatientNhsNumber(given)).toBe(NHS_NUMBER);
  });
});

describe('a body that is no usable Parameters resource', () => {
  test.each([
    ['null', null, 'expected object'],
    ['an array', [], 'expected object'],
    ['text', 'Parameters', 'expected object'],
    ['without a resource type', { parameter: [patient] }, 'resourceType: expected "Parameters"'],
    ['of another type', { resourceType: 'Patient', parameter: [patient] }, 'resourceType: expected "Parameters"'],
    ['without parameters', { resourceType: 'Parameters' }, 'parameter: expected array'],
    ['with none in the array', body(), 'parameter: expected at least one parameter'],
    ['with one that is null', body(null), 'parameter[0]: expected object'],
    ['with one that is an array', body([patient]), 'parameter[0]: expected object'],
    ['with one without a name', body(patient, {}), 'parameter[1].name: expected string'],
    ['with a name that is a number', body({ name: 1 }), 'parameter[0].name: expected string'],
    ['with two faults', { parameter: {} }, 'resourceType: expected "Parameters"; parameter: expected array'],
  ])('%s is refused, saying what and where', (_, given, what) => {
    expect(faultOf(given)).toMatchObject({
      kind: 'invalidBody',
      diagnostics: `Invalid JSON body sent in request: ${what}`,
    });
  });

  test('with very many faults is told the first ten', () => {
    const error = faultOf(body(...Array.from({ length: 5_000 }, () => ({}))));
    expect(error).toMatchObject({
      diagnostics: expect.stringMatching(/parameter\[9\]\.name: expected string; and more$/),
    });
  });
});

describe('the parameter patientNHSNumber', () => {
  test.each([
    ['missing', body({ name: 'includeProblems' }), 'patientNHSNumber is missing'],
    ['given twice', body(patient, patient), 'patientNHSNumber is given more than once'],
    [
      'given twice, once of a wrong type',
      body(patient, { name: 'patientNHSNumber' }),
      'patientNHSNumber is given more than once',
    ],
    ...[
      ['without a value', {}],
      ['a text', { valueString: NHS_NUMBER }],
      ['an identifier and a text', { valueIdentifier, valueString: NHS_NUMBER }],
      ['two identifiers by another name', { valueIdentifier, valueReference: { identifier: valueIdentifier } }],
    ].map(
      ([what, members]) =>
        [
          what,
          body({ name: 'patientNHSNumber', ...Object(members) }),
          'patientNHSNumber: expected one valueIdentifier and no other value',
        ] as const,
    ),
    ['an identifier that is text', withIdentifier(NHS_NUMBER), 'patientNHSNumber.valueIdentifier: expected object'],
    ['an identifier that is null', withIdentifier(null), 'patientNHSNumber.valueIdentifier: expected object'],
    [
      'an identifier without a system',
      withIdentifier({ value: NHS_NUMBER }),
      'patientNHSNumber.valueIdentifier.system: expected string',
    ],
    [
      'an identifier without a value',
      withIdentifier({ system: valueIdentifier.system }),
      'patientNHSNumber.valueIdentifier.value: expected string',
    ],
    [
      'an identifier whose value is a number',
      withIdentifier({ ...valueIdentifier, value: Number(NHS_NUMBER) }),
      'patientNHSNumber.valueIdentifier.value: expected string',
    ],
    [
      'an identifier with neither',
      withIdentifier({}),
      'patientNHSNumber.valueIdentifier.system: expected string; patientNHSNumber.valueIdentifier.value: expected string',
    ],
  ])('%s is an invalid parameter', (_, given, what) => {
    expect(faultOf(given)).toMatchObject({ kind: 'invalidParameter', diagnostics: `Invalid parameter: ${what}` });
  });

  test.each(['https://fhir.nhs.uk/id/nhs-number', 'http://fhir.nhs.uk/Id/nhs-number', 'urn:x', '', ' '])(
    'with the identifier system "%s" names the one expected',
    (system) => {
      expect(faultOf(withIdentifier({ ...valueIdentifier, system }))).toMatchObject({
        kind: 'wrongIdentifierSystem',
        diagnostics: 'patientNHSNumber: the identifier system must be https://fhir.nhs.uk/Id/nhs-number',
      });
    },
  );

  test.each([
    ['a wrong check digit', '9999999998'],
    ['nine digits', NHS_NUMBER.slice(1)],
    ['eleven digits', `${NHS_NUMBER}0`],
    ['nothing', ''],
    ['spaces', '999 999 9999'],
    ['a blank before it', ` ${NHS_NUMBER}`],
    ['a line break after it', `${NHS_NUMBER}\n`],
    ['digits of another script', '\u0669'.repeat(10)],
    ['a check digit of 10', '9990000000'],
  ])('with %s is no NHS number, and is not repeated', (_, value) => {
    expect(faultOf(withIdentifier({ ...valueIdentifier, value }))).toMatchObject({
      kind: 'invalidNhsNumber',
      diagnostics: 'Invalid NHS number',
    });
  });
});
