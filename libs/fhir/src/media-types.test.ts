import { describe, expect, test } from '@jest/globals';
import { mediaTypeOf } from './media-types.ts';

describe('mediaTypeOf', () => {
  test.each([
    ['application/fhir+json', 'application/fhir+json'],
    ['application/fhir+json;charset=utf-8', 'application/fhir+json'],
    ['application/fhir+json ; charset="utf-8"; fhirVersion=3.0', 'application/fhir+json'],
    [' Application/JSON+FHIR ', 'application/json+fhir'],
    ['', ''],
    [';charset=utf-8', ''],
    [undefined, ''],
  ])('of %j is %j', (contentType, mediaType) => {
    expect(mediaTypeOf(contentType)).toBe(mediaType);
  });
});
