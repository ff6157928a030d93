import { describe, expect, test } from '@jest/globals';
import { SYSTEMS } from '@cdg/fhir';
import { deviceOf, endpointOf, isFor } from './directory-entries.ts';

const INTERACTION = 'urn:nhs:names:services:gpconnect:fhir:operation:gpc.getstructuredrecord-1';
const QUERY = { odsCode: 'A12345', interactionId: INTERACTION };

const device = (...identifier: { system?: string; value?: string }[]) =>
  deviceOf({ resourceType: 'Device', identifier });

const forInteraction = (value: string) => ({
  url: 'https://fhir.nhs.uk/StructureDefinition/Extension-SDS-NhsServiceInteractionId',
  valueReference: { identifier: { system: SYSTEMS.interactionId, value } },
});

describe('deviceOf', () => {
  const asid = { system: SYSTEMS.asid, value: '918999198738' };
  const partyKey = { system: SYSTEMS.partyKey, value: 'A12345-0000001' };
  const other = { system: 'https://fhir.nhs.uk/Id/nhsMhsFQDN', value: 'gp.example.test' };

  test.each([
    ['in the usual order', [asid, partyKey]],
    ['the other way round', [partyKey, asid]],
    ['behind unknown ones', [other, {}, partyKey, other, asid]],
  ])('finds ASID and party key by their systems, %s', (_, identifiers) => {
    expect(device(...identifiers)).toEqual({ asid: '918999198738', partyKey: 'A12345-0000001' });
  });

  test.each([
    ['blank', { system: SYSTEMS.asid, value: ' ' }],
    ['empty', { system: SYSTEMS.asid, value: '' }],
    ['without a value', { system: SYSTEMS.asid }],
    ['under a system of another case', { system: SYSTEMS.asid.toLowerCase(), value: '918999198738' }],
    ['under the id of a message handling system', { system: 'https://fhir.nhs.uk/Id/nhsMHSId', value: '918999198738' }],
  ])('takes no ASID that is %s', (_, identifier) => {
    expect(device(identifier, partyKey)).toEqual({ asid: undefined, partyKey: 'A12345-0000001' });
  });

  test('a Device without identifiers has neither', () => {
    expect(deviceOf({ resourceType: 'Device' })).toEqual({ asid: undefined, partyKey: undefined });
  });
});

describe('endpointOf', () => {
  test.each(['https://GP.example.test:443/A12345//STU3/', ' https://gp.example.test/a '])(
    'keeps the address %j exactly as SDS has it',
    (address) => {
      expect(endpointOf({ resourceType: 'Endpoint', address }).address).toBe(address);
    },
  );

  test.each([undefined, '', '  '])('an address of %j is none', (address) => {
    expect(endpointOf({ resourceType: 'Endpoint', ...(address !== undefined && { address }) }).address).toBeUndefined();
  });

  test('finds the party key by its system', () => {
    const identifier = [
      { system: SYSTEMS.asid, value: '1' },
      { system: SYSTEMS.partyKey, value: 'A12345-0000001' },
    ];

    expect(endpointOf({ resourceType: 'Endpoint', identifier })).toEqual({
      address: undefined,
      partyKey: 'A12345-0000001',
    });
  });
});

describe('isFor', () => {
  const organisation = (value: string) => ({
    managingOrganization: { identifier: { system: SYSTEMS.odsCode, value } },
  });

  test.each([
    ['both fit', { ...organisation('A12345'), extension: [forInteraction(INTERACTION)] }, true],
    ['the organisation is written in lower case', organisation('a12345'), true],
    [
      'one of several interactions fits',
      { extension: [forInteraction('urn:other'), forInteraction(INTERACTION)] },
      true,
    ],
    ['it says nothing of either', {}, true],
    ['its extensions are about other things', { extension: [{ url: 'https://example.test' }] }, true],
    ['its organisation has no identifier', { managingOrganization: {} }, true],
    ['it is another organisation', organisation('B12345'), false],
    ['the organisation only begins alike', organisation('A1234'), false],
    ['the interaction is another', { extension: [forInteraction('urn:other')] }, false],
    ['the interaction lacks its version', { extension: [forInteraction(INTERACTION.replace('-1', ''))] }, false],
    ['the interaction is not named', { extension: [{ url: forInteraction('').url }] }, false],
  ])('when %s', (_, parts, fits) => {
    expect(isFor({ resourceType: 'Endpoint', ...parts }, QUERY)).toBe(fits);
  });
});
