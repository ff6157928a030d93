import { describe, expect, test } from '@jest/globals';
import { CONSUMERS, PRACTICES } from '../places.ts';
import { createDirectory } from './directory.ts';

const STRUCTURED_ID = 'urn:nhs:names:services:gpconnect:fhir:operation:gpc.getstructuredrecord-1';
const PROVIDER = 'http://127.0.0.1:9003';
const { accreditedSystems, messageHandlingSystems } = createDirectory({ providerUrl: PROVIDER });

const asOf = (odsCode: string) => accreditedSystems.filter((system) => system.nhsIDCode === odsCode);
const mhsOf = (odsCode: string) => messageHandlingSystems.filter((system) => system.nhsIDCode === odsCode);
const structuredMhsOf = (odsCode: string) => mhsOf(odsCode).filter(({ nhsMhsSvcIA }) => nhsMhsSvcIA === STRUCTURED_ID);

describe('the synthetic directory', () => {
  test.each([
    [STRUCTURED_ID, '/A12345/STU3/1/gpconnect/structured'],
    ['urn:nhs:names:services:gpconnect:structured:fhir:rest:read:metadata-1', '/A12345/STU3/1/gpconnect/structured'],
    ['urn:nhs:names:services:gpconnect:fhir:rest:read:metadata-1', '/A12345/STU3/1/gpconnect'],
    ['urn:nhs:names:services:gpconnect:documents:fhir:rest:read:binary-1', '/A12345/STU3/1/gpconnect/documents'],
    ['urn:nhs:names:services:gpconnect:fhir:operation:gpc.getcarerecord', '/A12345/DSTU2/0/gpconnect/html'],
  ])('sends %s for the main practice to the service root %s', (interaction, root) => {
    const found = mhsOf('A12345').filter(({ nhsMhsSvcIA }) => nhsMhsSvcIA === interaction);
    expect(found.map(({ nhsMHSEndPoint }) => nhsMHSEndPoint)).toEqual([[PROVIDER + root]]);
    expect(found.map(({ nhsMHSPartyKey }) => nhsMHSPartyKey)).toEqual([PRACTICES.main.partyKey]);
  });

  test('accredits the main practice’s one system for all 25 GP Connect interactions', () => {
    const [system, ...others] = asOf('A12345');
    expect(others).toEqual([]);
    expect(system?.uniqueIdentifier).toEqual([PRACTICES.main.asid]);
    expect(system?.nhsMhsPartyKey).toBe(PRACTICES.main.partyKey);
    expect(new Set(system?.nhsAsSvcIA).size).toBe(25);
    expect(mhsOf('A12345').map(({ nhsMhsSvcIA }) => nhsMhsSvcIA)).toEqual(system?.nhsAsSvcIA);
  });

  test('does not know the practice that is not in SDS', () => {
    expect(asOf(PRACTICES.notInSds.odsCode)).toEqual([]);
    expect(mhsOf(PRACTICES.notInSds.odsCode)).toEqual([]);
  });

  test('gives the practice with a blank ASID an address', () => {
    expect(asOf(PRACTICES.blankAsid.odsCode).map(({ uniqueIdentifier }) => uniqueIdentifier)).toEqual([['']]);
    expect(structuredMhsOf(PRACTICES.blankAsid.odsCode).map(({ nhsMHSEndPoint }) => nhsMHSEndPoint)).toEqual([
      [`${PROVIDER}/T10002/STU3/1/gpconnect/structured`],
    ]);
  });

  test('gives the practice without endpoint an ASID and no message-handling record', () => {
    expect(asOf(PRACTICES.withoutEndpoint.odsCode).map(({ uniqueIdentifier }) => uniqueIdentifier)).toEqual([
      [PRACTICES.withoutEndpoint.asid],
    ]);
    expect(mhsOf(PRACTICES.withoutEndpoint.odsCode)).toEqual([]);
  });

  test('lists the complete system of the practice with several last, each system with an ASID of its own', () => {
    const systems = asOf(PRACTICES.severalSystems.odsCode);
    expect(systems.map(({ nhsMhsPartyKey }) => nhsMhsPartyKey)).toEqual([
      'T10004-0000003',
      'T10004-0000002',
      'T10004-0000001',
    ]);
    expect(new Set(systems.flatMap(({ uniqueIdentifier }) => uniqueIdentifier)).size).toBe(3);
    expect(systems.at(-1)?.uniqueIdentifier).toEqual([PRACTICES.severalSystems.asid]);
    expect(systems.every(({ nhsAsSvcIA }) => nhsAsSvcIA.includes(STRUCTURED_ID))).toBe(true);
    expect(
      structuredMhsOf(PRACTICES.severalSystems.odsCode).map((system) => [system.nhsMHSPartyKey, system.nhsMHSEndPoint]),
    ).toEqual([
      ['T10004-0000002', []],
      ['T10004-0000001', [`${PROVIDER}/T10004/STU3/1/gpconnect/structured`]],
    ]);
  });

  test.each([CONSUMERS.main, CONSUMERS.second])('accredits consumer $odsCode, to which nothing is sent', (consumer) => {
    expect(asOf(consumer.odsCode).map(({ uniqueIdentifier }) => uniqueIdentifier)).toEqual([[consumer.asid]]);
    expect(asOf(consumer.odsCode)[0]?.nhsAsSvcIA).toContain(STRUCTURED_ID);
    expect(mhsOf(consumer.odsCode)).toEqual([]);
  });

  test('gives every record an id, and every message handler a contract, of its own', () => {
    for (const records of [accreditedSystems, messageHandlingSystems]) {
      expect(new Set(records.map(({ id }) => id)).size).toBe(records.length);
    }
    expect(new Set(messageHandlingSystems.map(({ nhsMhsCPAId }) => nhsMhsCPAId)).size).toBe(
      messageHandlingSystems.length,
    );
  });
});
