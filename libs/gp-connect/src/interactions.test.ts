import { describe, expect, test } from '@jest/globals';
import { INTERACTIONS, SPINE_CODES, SSP_HEADERS } from './index.ts';

const PREFIX = 'urn:nhs:names:services:gpconnect:';

describe('the interactions', () => {
  test.each([
    ['getStructuredRecord', 'fhir:operation:gpc.getstructuredrecord-1', 'POST', 'Patient/$gpc.getstructuredrecord'],
    ['structuredMetadata', 'structured:fhir:rest:read:metadata-1', 'GET', 'metadata'],
    ['foundationsMetadata', 'fhir:rest:read:metadata-1', 'GET', 'metadata'],
  ] as const)('%s has its published id, method and path', (...[name, id, method, path]) => {
    expect(INTERACTIONS[name]).toMatchObject({ id: PREFIX + id, method, path });
  });

  test('have ids of their own, though paths repeat', () => {
    const ids = Object.values(INTERACTIONS).map(({ id }) => id);

    expect(new Set(ids).size).toBe(ids.length);
  });

  test.each(Object.values(INTERACTIONS))('$id asks for a scope that fits its path', ({ path, scope }) => {
    expect(scope.startsWith(path.startsWith('Patient/') ? 'patient/' : 'organization/')).toBe(true);
    expect(path).not.toMatch(/^\//);
  });
});

describe('the names on the wire', () => {
  test('the Ssp headers are spelt as published', () => {
    expect(Object.values(SSP_HEADERS)).toEqual(['Ssp-TraceID', 'Ssp-From', 'Ssp-To', 'Ssp-InteractionID']);
  });

  test('the practice-level refusal is spelt with a space, and the gateway knows the other spelling, too', () => {
    expect(SPINE_CODES['ACCESS DENIED']).toBe(SPINE_CODES.ACCESS_DENIED);
  });
});
