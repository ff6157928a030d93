/** The user ids in these resources. All people, systems and numbers are synthetic. */
export const USER = {
  sdsUserId: '555254239107',
  sdsRoleProfileId: '555254240100',
  localId: 'kit.sample',
  localSystem: 'https://clinic.example/Id/user',
} as const;

const SDS_IDENTIFIERS = [
  { system: 'https://fhir.nhs.uk/Id/sds-user-id', value: USER.sdsUserId },
  { system: 'https://fhir.nhs.uk/Id/sds-role-profile-id', value: USER.sdsRoleProfileId },
] as const;

const NAME = [{ family: 'Sample', given: ['Kit', 'Jo'], prefix: ['Mx'] }] as const;

/** FHIR R4 resources with which a calling system says who asks, for the headers of that name. */
export const IDENTITY_RESOURCES = {
  organisation: {
    resourceType: 'Organization',
    identifier: [{ system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'S55555' }],
    name: 'Sample Clinic',
  },
  practitioner: {
    resourceType: 'Practitioner',
    identifier: [...SDS_IDENTIFIERS, { system: USER.localSystem, value: USER.localId }],
    name: NAME,
  },
  practitionerRole: {
    resourceType: 'PractitionerRole',
    identifier: [SDS_IDENTIFIERS[1]],
    practitioner: { reference: '#person' },
    code: [{ coding: [{ system: 'https://fhir.hl7.org.uk/CodeSystem/UKCore-SDSJobRoleName', code: 'R8000' }] }],
    contained: [{ resourceType: 'Practitioner', id: 'person', identifier: [SDS_IDENTIFIERS[0]], name: NAME }],
  },
  software: {
    resourceType: 'Device',
    identifier: [{ system: 'https://clinic.example/Id/software', value: 'desk-7' }],
    deviceName: [{ name: 'Sample Desk', type: 'user-friendly-name' }],
    version: [{ value: '7.1.0' }],
  },
} as const;

/** A resource as such a header holds it: base64 of its JSON. */
export function identityHeader(resource: object): string {
  return Buffer.from(JSON.stringify(resource)).toString('base64');
}
