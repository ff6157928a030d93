import { describe, expect, test } from '@jest/globals';
import type { Answer } from '@cdg/gateway-under-test';
import { inTermsOf, outcomeOf } from './outcome-of.ts';

const TRACE_ID = '0c5a1b53-7f0e-4c0d-9c43-6d1f1d3a9a01';
const ASKED = { nhsNumber: '9990000123', traceId: TRACE_ID };
const NOTHING = { issue: '', spineCode: '', diagnostics: '', retryAfter: '' };

const record = (nhsNumber: string, id = TRACE_ID) => ({
  ...{ resourceType: 'Bundle', id },
  entry: [
    { resource: { resourceType: 'Organization' } },
    {
      resource: {
        resourceType: 'Patient',
        identifier: [
          { system: 'https://example.invalid/local', value: '1' },
          { system: 'https://fhir.nhs.uk/Id/nhs-number', value: nhsNumber },
        ],
      },
    },
  ],
});

const answer = (body: unknown, others: Partial<Answer> = {}): Answer => ({
  ...{ status: 200, headers: {}, cut: false },
  ...{ body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)), ...others },
});

describe('an answer of 200', () => {
  const whole = JSON.stringify(record('9990000123'));

  test.each([
    ['a whole record', answer(whole), '200'],
    ['the beginning of one, cut', answer(whole.slice(0, 60), { cut: true }), '200, cut'],
    ['all of one, cut', answer(whole, { cut: true }), '200, cut, yet whole'],
    ['the beginning of one, as if it were whole', answer(whole.slice(0, 60)), '200 and not the record'],
    ['one with another id', answer(record('9990000123', 'another')), '200 and not the record'],
    ['one of another patient', answer(record('9990000018')), "200 and another's record"],
    ['nothing, cut', answer('', { cut: true }), '200, cut, yet whole'],
    ['something else', answer({ resourceType: 'OperationOutcome' }), '200 and not the record'],
  ])('%s', (_, given, expected) => {
    expect(outcomeOf(given, ASKED)).toEqual({ ...NOTHING, answer: expected });
  });
});

describe('an error', () => {
  const outcome = {
    resourceType: 'OperationOutcome',
    meta: { profile: ['https://fhir.nhs.uk/STU3/StructureDefinition/GPConnect-OperationOutcome-1'] },
    issue: [
      {
        ...{ severity: 'error', code: 'transient', diagnostics: 'PDS failed' },
        details: { coding: [{ system: 'a system', code: 'INTERNAL_SERVER_ERROR', display: 'words' }] },
      },
    ],
  };

  test('is told by what tells it from another', () => {
    const given = answer(outcome, { status: 503, headers: { 'retry-after': '5' } });
    expect(outcomeOf(given, ASKED)).toEqual({
      ...{ answer: '503', issue: 'transient', spineCode: 'INTERNAL_SERVER_ERROR' },
      ...{ diagnostics: 'PDS failed', retryAfter: '5' },
    });
  });

  test.each([
    ['without an OperationOutcome', answer('<p>', { status: 502 }), '502 and no OperationOutcome'],
    ['that is cut', answer(outcome, { status: 502, cut: true }), '502, cut'],
  ])('%s is none that is expected', (_, given, expected) => {
    expect(outcomeOf(given, ASKED)).toEqual({ ...NOTHING, answer: expected });
  });
});

test.each([
  ['own', '7', 'own'],
  ['own', '', ''],
  ['own', 'soon', 'soon'],
  ['30', '30', '30'],
  ['', '5', '5'],
])('where a Retry-After "%s" is expected, "%s" counts as "%s"', (expected, seen, counts) => {
  const outcome = { ...NOTHING, answer: '503' };
  const read = inTermsOf({ ...outcome, retryAfter: expected }, { ...outcome, retryAfter: seen });
  expect(read.retryAfter).toBe(counts);
});
