import { describe, expect, test } from '@jest/globals';
import { acceptsGzip, checkMediaTypes } from './media-types.ts';

const FHIR = 'application/fhir+json';

describe('Content-Type', () => {
  test.each([
    FHIR,
    'application/json',
    'APPLICATION/FHIR+JSON',
    'application/fhir+json;charset=utf-8',
    'application/fhir+json; charset="UTF-8"',
    'application/json;charset=utf8',
    'application/fhir+json; fhirVersion=3.0; charset=utf-8',
  ])('%s is taken', (contentType) => {
    expect(() => {
      checkMediaTypes({ 'content-type': contentType });
    }).not.toThrow();
  });

  test.each([
    undefined,
    '',
    'json',
    'application/',
    'text/plain',
    'application/fhir+xml',
    'application/json+fhir',
    'application/fhir+json, application/json',
    'application/json;charset=iso-8859-1',
    'application/json;charset=utf-16',
    'multipart/form-data; boundary=x',
  ])('%s is refused', (contentType) => {
    expect(() => {
      checkMediaTypes({ 'content-type': contentType });
    }).toThrow(
      expect.objectContaining({
        kind: 'unsupportedMediaType',
        diagnostics: 'Content-Type must be application/fhir+json or application/json, in UTF-8',
      }),
    );
  });

  test('is judged before Accept', () => {
    expect(() => {
      checkMediaTypes({ 'content-type': 'text/plain', accept: 'text/html' });
    }).toThrow(expect.objectContaining({ kind: 'unsupportedMediaType' }));
  });
});

describe('Accept', () => {
  test.each([
    undefined,
    '*/*',
    'application/*',
    FHIR,
    'application/json',
    'APPLICATION/JSON',
    'application/fhir+json;charset=utf-8',
    'application/fhir+json; fhirVersion=3.0; q=0.4',
    'application/fhir+json;q=0.001',
    'text/html, application/json;q=0.1',
    'application/fhir+xml, */*;q=0.1',
    'application/fhir+json;q=0, application/json',
    'application/fhir+json ; q=1',
    'application/fhir+json;q=0.5;ext=1',
  ])('%s is served', (accept) => {
    expect(() => {
      checkMediaTypes({ 'content-type': FHIR, accept });
    }).not.toThrow();
  });

  test.each([
    'text/html',
    'application/fhir+xml',
    'application/xml, text/*',
    'application/fhir+json;q=0',
    'application/fhir+json; q=0',
    'application/fhir+json;  Q = 0.000',
    'application/json;charset=utf-8; q=0',
    '*/*;q=0',
    '*/*; q=0',
    'application/*;q=0, text/html',
    'json',
  ])('%s is refused', (accept) => {
    expect(() => {
      checkMediaTypes({ 'content-type': FHIR, accept });
    }).toThrow(
      expect.objectContaining({
        kind: 'notAcceptable',
        diagnostics: 'Accept must allow application/fhir+json or application/json',
      }),
    );
  });
});

describe('acceptsGzip', () => {
  test.each([
    ['gzip', true],
    ['GZIP', true],
    ['deflate, gzip;q=0.5', true],
    ['*', true],
    [undefined, false],
    ['', false],
    ['identity', false],
    ['br', false],
    ['gzip;q=0', false],
    ['*;q=0', false],
    ['gzip; q=0, *', false],
  ])('%s: %s', (acceptEncoding, expected) => {
    expect(acceptsGzip({ 'accept-encoding': acceptEncoding })).toBe(expected);
  });
});
