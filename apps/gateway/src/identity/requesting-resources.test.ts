import { describe, expect, test } from '@jest/globals';
import { IDENTITY_RESOURCES, identityHeader, SCENARIO_PATIENTS, USER } from '@cdg/test-data';
import { ORGANISATION_HEADER, readRequestingOrganisation } from './requesting-organisation.ts';
import { PRACTITIONER_HEADER, readRequestingPractitioner } from './requesting-practitioner.ts';
import { readRequestingSoftware, SOFTWARE_HEADER } from './requesting-software.ts';

const { organisation, practitioner, practitionerRole, software } = IDENTITY_RESOURCES;
const [SDS_USER, SDS_ROLE, LOCAL] = practitioner.identifier;
const [PERSON] = practitionerRole.contained;

type Reader = (headers: Record<string, string[]>) => unknown;
const reading = (name: string, read: Reader) => (resource: object) =>
  read({ [name.toLowerCase()]: [identityHeader(resource)] });
const readOrganisation = reading(ORGANISATION_HEADER, readRequestingOrganisation);
const readPractitioner = reading(PRACTITIONER_HEADER, readRequestingPractitioner);
const readSoftware = reading(SOFTWARE_HEADER, readRequestingSoftware);

/** What is wrong, behind the name of the header. */
function faultIn(read: (resource: object) => unknown, resource: object): unknown {
  try {
    return read(resource);
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^Invalid header "[\w-]+": /, '') : error;
  }
}

/** Faults of one text, wherever it stands. */
const TEXT_FAULTS = [
  ['is missing', undefined, 'is missing'],
  ['is a number', 1, 'must be text'],
  ['is null', null, 'must be text'],
  ['is blank', '  ', 'must be one line of text, 1 to 255 characters'],
  ['is too long', 'x'.repeat(256), 'must be one line of text, 1 to 255 characters'],
  ['has a line break', 'x\nsecret', 'must be one line of text, 1 to 255 characters'],
  ['has half a character', '\ud83d', 'must be one line of text, 1 to 255 characters'],
] as const;

describe('the organisation', () => {
  test('has a name and its ODS code', () => {
    expect(readOrganisation(organisation)).toEqual({ name: 'Sample Clinic', odsCodes: ['S55555'] });
  });

  test('may have other identifiers, and its ODS code in small letters', () => {
    const identifier = [
      { system: 'urn:other', value: '1' },
      { ...organisation.identifier[0], value: 's55555' },
    ];
    expect(readOrganisation({ ...organisation, identifier })).toEqual({ name: 'Sample Clinic', odsCodes: ['S55555'] });
  });

  test.each(TEXT_FAULTS)('is refused when its name %s', (_, name, what) => {
    expect(faultIn(readOrganisation, { ...organisation, name })).toBe(`name ${what}`);
  });

  test.each([
    ['is something else', { resourceType: 'Location' }, 'resourceType must be Organization'],
    ['has no identifier', { identifier: undefined }, 'identifier is missing'],
    ['has an empty list of them', { identifier: [] }, 'identifier[0] is missing'],
    [
      'has only others',
      { identifier: [{ system: 'urn:other', value: '1' }] },
      'identifier[0].system must be https://fhir.nhs.uk/Id/ods-organization-code',
    ],
    [
      'has a code without a value',
      { identifier: [{ system: organisation.identifier[0].system }] },
      'identifier[0].value must be an ODS code',
    ],
    [
      'has a malformed code',
      { identifier: [{ ...organisation.identifier[0], value: 'S-5' }] },
      'identifier[0].value must be an ODS code',
    ],
    [
      "has a patient's number",
      { identifier: [{ ...organisation.identifier[0], value: SCENARIO_PATIENTS.fullRecord }] },
      'identifier[0].value must be an ODS code',
    ],
  ])('is refused when it %s', (_, changes, what) => {
    expect(faultIn(readOrganisation, { ...organisation, ...changes })).toBe(what);
  });
});

describe('the software', () => {
  const EXPECTED = {
    resourceType: 'Device',
    identifier: [...software.identifier],
    model: 'Sample Desk',
    version: '7.1.0',
  };

  test('has its first identifier, its name as the model, and its version', () => {
    expect(readSoftware(software)).toEqual(EXPECTED);
  });

  test('may have its name in a member of that name', () => {
    const { deviceName, ...nameless } = software;
    expect(readSoftware({ ...nameless, name: deviceName[0].name })).toEqual(EXPECTED);
  });

  test.each(TEXT_FAULTS)('is refused when a member %s', (_, text, what) => {
    expect(faultIn(readSoftware, { ...software, version: [{ value: text }] })).toBe(`version[0].value ${what}`);
    expect(faultIn(readSoftware, { ...software, deviceName: [{ name: text }] })).toBe(`deviceName[0].name ${what}`);
    expect(faultIn(readSoftware, { ...software, identifier: [{ system: text, value: 'x' }] })).toBe(
      `identifier[0].system ${what}`,
    );
    expect(faultIn(readSoftware, { ...software, identifier: [{ system: 'x', value: text }] })).toBe(
      `identifier[0].value ${what}`,
    );
  });

  test.each([
    ['is something else', { resourceType: 'Patient' }, 'resourceType must be Device'],
    ['has no name', { deviceName: undefined }, 'deviceName is missing'],
    ['has no identifier', { identifier: undefined }, 'identifier is missing'],
    ['has no version', { version: [] }, 'version[0] is missing'],
    ['has a version that is text, as in STU3', { version: '7.1.0' }, 'version must be a filled list'],
  ])('is refused when it %s', (_, changes, what) => {
    expect(faultIn(readSoftware, { ...software, ...changes })).toBe(what);
  });
});

describe('the practitioner', () => {
  const NAME = { family: 'Sample', given: ['Kit', 'Jo'], prefix: ['Mx'] };

  test('alone has name, smartcard ids and a local id', () => {
    expect(readPractitioner(practitioner)).toEqual({
      name: NAME,
      sdsUserId: USER.sdsUserId,
      sdsRoleProfileId: USER.sdsRoleProfileId,
      roleCode: undefined,
      localId: { system: USER.localSystem, value: USER.localId },
    });
  });

  test('in a role has the ids of both', () => {
    expect(readPractitioner(practitionerRole)).toEqual({
      name: NAME,
      sdsUserId: USER.sdsUserId,
      sdsRoleProfileId: USER.sdsRoleProfileId,
      roleCode: 'R8000',
      localId: undefined,
    });
  });

  test('alone may have its own id as the local one, in a role not', () => {
    const identifier = [SDS_USER];
    expect(readPractitioner({ ...practitioner, id: 'p-1', identifier })).toMatchObject({ localId: { value: 'p-1' } });
    expect(readPractitioner({ ...practitioner, id: 'p-1' })).toMatchObject({ localId: { value: USER.localId } });
    expect(readPractitioner(practitionerRole)).toMatchObject({ localId: undefined });
  });

  test('without a smartcard has UNK, or nothing at all, in its place', () => {
    const unknown = [
      { ...SDS_USER, value: 'UNK' },
      { ...SDS_ROLE, value: 'UNK' },
    ];
    for (const identifier of [[...unknown, LOCAL], [LOCAL]]) {
      expect(readPractitioner({ ...practitioner, identifier })).toMatchObject({
        sdsUserId: undefined,
        sdsRoleProfileId: undefined,
        localId: { value: USER.localId },
      });
    }
  });

  test('is the one of several that the role refers to, or the only one', () => {
    const other = { ...PERSON, id: 'other', name: [{ family: 'Other', given: ['Al'] }] };
    const organization = { resourceType: 'Organization', id: 'person' };
    const read = (changes: object) => readPractitioner({ ...practitionerRole, ...changes });
    expect(read({ contained: [organization, other, PERSON] })).toMatchObject({ name: NAME });
    expect(read({ contained: [organization, PERSON], practitioner: undefined })).toMatchObject({ name: NAME });
  });

  test("has no role's code that names a profession instead", () => {
    const code = [{ coding: [{ system: 'http://snomed.info/sct', code: '62247001' }] }];
    expect(readPractitioner({ ...practitionerRole, code })).toMatchObject({ roleCode: undefined });
  });

  test.each(TEXT_FAULTS)('is refused when a part of the name %s', (_, text, what) => {
    const named = (name: object) => ({ ...practitioner, name: [name] });
    expect(faultIn(readPractitioner, named({ family: text, given: ['Kit'] }))).toBe(`name[0].family ${what}`);
    const contained = [{ ...PERSON, name: [{ family: 'Sample', given: [text ?? null] }] }];
    const expected = `contained[0].name[0].given[0] ${text === undefined ? 'must be text' : what}`;
    expect(faultIn(readPractitioner, { ...practitionerRole, contained })).toBe(expected);
  });

  test.each([
    ['is something else', { resourceType: 'Person' }, 'resourceType must be Practitioner'],
    ['says nothing of what it is', { resourceType: undefined }, 'resourceType must be Practitioner'],
    ['has no name', { name: undefined }, 'name is missing'],
    ['has no given name', { name: [{ family: 'Sample' }] }, 'name[0].given is missing'],
    ['has no ids', { identifier: undefined }, 'identifier must have https://fhir.nhs.uk/Id/sds-user-id or a local id'],
    [
      'has only UNK',
      { identifier: [{ ...SDS_USER, value: 'UNK' }] },
      'identifier must have https://fhir.nhs.uk/Id/sds-user-id or a local id',
    ],
    [
      'has a blank id',
      { identifier: [{ ...SDS_USER, value: ' ' }] },
      'identifier[0].value must be one line of text, 1 to 255 characters',
    ],
    ['has an id that is a number', { identifier: [{ ...SDS_USER, value: 1 }] }, 'identifier[0].value must be text'],
    [
      "has a patient's number",
      { identifier: [{ ...LOCAL, value: `u-${SCENARIO_PATIENTS.fullRecord}` }] },
      'identifier must not have an NHS number',
    ],
  ])('is refused when it %s', (_, changes, what) => {
    expect(faultIn(readPractitioner, { ...practitioner, ...changes })).toBe(what);
  });

  test.each([
    ['contains nobody', { contained: undefined }, 'contained is missing'],
    [
      'contains no practitioner',
      { contained: [{ resourceType: 'Organization' }] },
      'contained must hold the one Practitioner of the role',
    ],
    [
      'refers to somebody else',
      { practitioner: { reference: '#other' } },
      'contained must hold the one Practitioner of the role',
    ],
    [
      'contains two of them and refers to neither',
      { practitioner: undefined, contained: [PERSON, { ...PERSON, id: 'b' }] },
      'contained must hold the one Practitioner of the role',
    ],
    ['contains somebody without a name', { contained: [{ ...PERSON, name: [] }] }, 'contained[0].name[0] is missing'],
  ])('is refused in a role that %s', (_, changes, what) => {
    expect(faultIn(readPractitioner, { ...practitionerRole, ...changes })).toBe(what);
  });
});
