import { describe, expect, test } from '@jest/globals';
import { readJson } from './index.ts';

const answer = (contentType: string | undefined, body: string) => ({
  status: 200,
  header: (name: string) => (name === 'content-type' ? contentType : undefined),
  body: Buffer.from(body),
});

describe('reading JSON', () => {
  test.each([
    'application/json',
    'application/fhir+json',
    'application/fhir+json;charset=utf-8',
    'Application/JSON ; x=y',
  ])('takes %s', (contentType) => {
    expect(readJson(answer(contentType, '{"a":"é"}'))).toEqual({ a: 'é' });
  });

  test.each([
    undefined,
    '',
    'text/plain',
    'text/html',
    'application/fhir+xml',
    'application/jsonp',
    'x/application/json',
  ])('does not take %s', (contentType) => {
    expect(() => readJson(answer(contentType, '{}'))).toThrow(TypeError);
  });

  test('does not take what is not JSON', () => {
    expect(() => readJson(answer('application/json', '{'))).toThrow(SyntaxError);
  });
});
