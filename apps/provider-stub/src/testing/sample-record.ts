import { CONFORMANCE_PATIENTS, PRACTICES, type ClinicalArea, type GpRecord, type RecordItem } from '@cdg/test-data';
import type { FhirResource, Reference } from 'fhir/r3.js';

/** The day on which every test takes place. */
export const TODAY = '2026-03-20';
export const SAMPLE_NHS_NUMBER = CONFORMANCE_PATIENTS.emptyRecord;

const PROFILES = 'https://fhir.nhs.uk/STU3/StructureDefinition';
export const SUBJECT: Reference = { reference: 'Patient/pat' };
export const GP: Reference = { reference: 'Practitioner/gp' };

/** A record with the patient, the practice and the usual GP, and these items. */
export function sampleRecord(items: readonly RecordItem[] = [], facts: Partial<GpRecord> = {}): GpRecord {
  return {
    id: SAMPLE_NHS_NUMBER,
    odsCode: PRACTICES.main.odsCode,
    registration: { type: 'regular', start: '2011-04-02' },
    nhsNumberVerified: true,
    sensitive: false,
    dissentsFromSharing: false,
    transferPending: false,
    ...facts,
    items: [...administrativeItems(facts.id ?? SAMPLE_NHS_NUMBER), ...items],
  };
}

/** An item of an area; without one, a resource that others name. */
export function item(resource: FhirResource, area?: ClinicalArea, confidential?: true): RecordItem {
  return { resource, ...(area !== undefined && { area }), ...(confidential === true && { confidential }) };
}

/** What every resource of a record begins with. */
export function head(id: string, profile: string) {
  return {
    id,
    meta: { profile: [`${PROFILES}/CareConnect-GPC-${profile}-1`] },
    identifier: [{ system: 'https://gp-system.example/Id/record-item', value: id }],
  };
}

export const snomed = (code: string, display: string) => ({
  coding: [{ system: 'http://snomed.info/sct', code, display }],
});

function administrativeItems(nhsNumber: string): readonly RecordItem[] {
  return [
    item({
      resourceType: 'Patient',
      ...head('pat', 'Patient'),
      identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: nhsNumber }],
      active: true,
      name: [{ use: 'official', family: 'Sample', given: ['Sam'] }],
      generalPractitioner: [GP, { reference: 'Organization/practice' }],
      managingOrganization: { reference: 'Organization/practice' },
    }),
    item({ resourceType: 'Organization', ...head('practice', 'Organization'), name: 'Sample Surgery' }),
    practitioner('gp', 'Healer'),
    role('gp-role', 'gp', 'practice'),
    item({ resourceType: 'Organization', ...head('hospital', 'Organization'), name: 'Sample Hospital' }),
    practitioner('consultant', 'Surgeon'),
    role('consultant-role', 'consultant', 'hospital'),
    practitioner('locum', 'Stand-In'),
    role('locum-role-1', 'locum', 'practice'),
    role('locum-role-2', 'locum', 'hospital'),
  ];
}

function practitioner(id: string, family: string): RecordItem {
  return item({ resourceType: 'Practitioner', ...head(id, 'Practitioner'), name: [{ family }] });
}

function role(id: string, practitionerId: string, organisationId: string): RecordItem {
  return item({
    resourceType: 'PractitionerRole',
    ...head(id, 'PractitionerRole'),
    practitioner: { reference: `Practitioner/${practitionerId}` },
    organization: { reference: `Organization/${organisationId}` },
  });
}
