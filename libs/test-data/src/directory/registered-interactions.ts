/** An interaction as a GP system registers it: its id, and the service root below the practice's own part of the address. */
export interface RegisteredInteraction {
  /** Ends the ids of the records that register it. */
  readonly name: string;
  readonly id: string;
  readonly root: string;
}

const GP_CONNECT = 'urn:nhs:names:services:gpconnect:';

const registered =
  (root: string) =>
  ([name, rest]: readonly [string, string]): RegisteredInteraction => ({ name, id: GP_CONNECT + rest, root });

/** Access Record Structured 1.x. Source of these lists: GP Connect 1.6.2, interaction ids. */
export const STRUCTURED = (
  [
    ['get-structured-record', 'fhir:operation:gpc.getstructuredrecord-1'],
    ['migrate-structured-record', 'fhir:operation:gpc.migratestructuredrecord-1'],
    ['structured-metadata', 'structured:fhir:rest:read:metadata-1'],
  ] as const
).map(registered('STU3/1/gpconnect/structured'));

/** Foundations and Appointment Management share one service root. */
export const FOUNDATIONS = (
  [
    ['foundations-metadata', 'fhir:rest:read:metadata-1'],
    ['read-patient', 'fhir:rest:read:patient-1'],
    ['find-patient', 'fhir:rest:search:patient-1'],
    ['read-practitioner', 'fhir:rest:read:practitioner-1'],
    ['find-practitioner', 'fhir:rest:search:practitioner-1'],
    ['read-organisation', 'fhir:rest:read:organization-1'],
    ['find-organisation', 'fhir:rest:search:organization-1'],
    ['read-location', 'fhir:rest:read:location-1'],
    ['register-patient', 'fhir:operation:gpc.registerpatient-1'],
    ['find-slots', 'fhir:rest:search:slot-1'],
    ['read-appointment', 'fhir:rest:read:appointment-1'],
    ['book-appointment', 'fhir:rest:create:appointment-1'],
    ['amend-appointment', 'fhir:rest:update:appointment-1'],
    ['cancel-appointment', 'fhir:rest:cancel:appointment-1'],
    ['find-appointments', 'fhir:rest:search:patient_appointments-1'],
  ] as const
).map(registered('STU3/1/gpconnect'));

export const DOCUMENTS = (
  [
    ['documents-metadata', 'documents:fhir:rest:read:metadata-1'],
    ['documents-find-patient', 'documents:fhir:rest:search:patient-1'],
    ['find-documents', 'documents:fhir:rest:search:documentreference-1'],
    ['read-document', 'documents:fhir:rest:read:binary-1'],
    ['migrate-document', 'documents:fhir:rest:migrate:binary-1'],
  ] as const
).map(registered('STU3/1/gpconnect/documents'));

/** Access Record HTML 0.7.4, whose ids carry no version number. */
export const HTML = (
  [
    ['get-care-record', 'fhir:operation:gpc.getcarerecord'],
    ['html-metadata', 'fhir:rest:read:metadata'],
  ] as const
).map(registered('DSTU2/0/gpconnect/html'));
