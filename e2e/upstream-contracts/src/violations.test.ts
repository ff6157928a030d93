import { describe, expect, test } from '@jest/globals';
import { violationsIn } from './violations.ts';

const PROBLEM = { 'content-type': 'application/problem+json' };
const undescribed = { location: ['response'], severity: 'Warning', message: 'Unable to match the status' };
const missing = { location: ['response', 'body'], severity: 'Error', message: 'must have id' };

describe("what Prism's answer says of an exchange", () => {
  test('nothing, when it is the answer of the service', () => {
    expect(violationsIn({ headers: { 'content-type': 'application/fhir+json' }, body: '{}' })).toEqual([]);
  });

  test('each violation once, though it stands in the body and in a header', () => {
    const body = JSON.stringify({ type: 'VIOLATIONS', title: 'not valid', validation: [missing] });
    const headers = { ...PROBLEM, 'sl-violations': JSON.stringify([missing]) };
    expect(violationsIn({ headers, body })).toEqual(['response.body: must have id']);
  });

  test('why there is no answer', () => {
    const body = JSON.stringify({ type: 'FetchError', title: 'invalid json', status: 500, detail: '' });
    expect(violationsIn({ headers: PROBLEM, body })).toEqual(['FetchError: invalid json']);
  });

  test.each([
    ['counts', {}, ['response: Unable to match the status']],
    ['does not count when it is not to', { warnings: false }, []],
  ])('a warning %s', (_, options, violations) => {
    const headers = { 'sl-violations': JSON.stringify([undescribed]) };
    expect(violationsIn({ headers, body: '{}' }, options)).toEqual(violations);
  });

  test.each([
    { what: 'a list that was cut', headers: { 'sl-violations': 'Too many violations! [{' }, body: '{}' },
    { what: 'a problem of another form', headers: PROBLEM, body: 'Too many violations! [{' },
  ])('something, though it is $what', ({ headers, body }) => {
    expect(violationsIn({ headers, body })).toEqual([': Too many violations! [{']);
  });
});
