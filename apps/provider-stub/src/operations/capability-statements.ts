import { MEDIA_TYPES } from '@cdg/fhir';
import type { CapabilityStatement } from 'fhir/r3.js';

const DEFINITIONS = 'https://fhir.nhs.uk/STU3/OperationDefinition';
const PROFILES = 'https://fhir.nhs.uk/STU3/StructureDefinition';

/** Profiles of Access Record Structured with the version each is built to. Source: GP Connect 1.6.2, capability statement. */
const CARE_CONNECT_PROFILES = {
  Patient: '1.8',
  Organization: '1.4',
  Practitioner: '1.3',
  PractitionerRole: '1.2',
  AllergyIntolerance: '1.7',
  Medication: '1.2',
  MedicationStatement: '1.7',
  MedicationRequest: '1.6',
  List: '1.7',
  Immunization: '1.5',
  'ProblemHeader-Condition': '1.7',
  Encounter: '1.5',
  Observation: '1.7',
  DiagnosticReport: '1.3',
  Specimen: '1.3',
  ProcedureRequest: '1.4',
  ReferralRequest: '1.2',
  DocumentReference: '1.3',
};

/** The combined statement names the profiles of every capability, without versions. Source: GP Connect 1.6.2, Foundations. */
const FOUNDATIONS_PROFILES = [
  ...Object.keys(CARE_CONNECT_PROFILES).map((name) => `CareConnect-GPC-${name}`),
  'CareConnect-GPC-Location',
  'GPConnect-Appointment',
  'GPConnect-Schedule',
  'GPConnect-Slot',
  'GPConnect-StructuredRecord-Bundle',
  'GPConnect-OperationOutcome',
];

/** What this provider offers as Access Record Structured. */
export function structuredCapability(): CapabilityStatement {
  return {
    ...common('GP Connect API - Access Record Structured'),
    description: 'A stand-in for a GP system: Access Record Structured over synthetic records',
    profile: [
      ...Object.entries(CARE_CONNECT_PROFILES).map(([name, version]) => ({
        reference: `${PROFILES}/CareConnect-GPC-${name}-1/_history/${version}`,
      })),
      { reference: `${PROFILES}/GPConnect-StructuredRecord-Bundle-1/_history/1.3` },
      { reference: `${PROFILES}/GPConnect-OperationOutcome-1/_history/1.2` },
      {
        reference: 'https://fhir.hl7.org.uk/STU3/StructureDefinition/CareConnect-HealthcareService-1/_history/1.0',
      },
    ],
    rest: [
      {
        mode: 'server',
        security: { cors: true },
        operation: [operation('gpc.getstructuredrecord', 'GPConnect-GetStructuredRecord-Operation-1/_history/1.16')],
      },
    ],
  };
}

/** What this provider offers as Foundations: the statement that consumers read to learn the version. */
export function foundationsCapability(): CapabilityStatement {
  return {
    ...common('GP Connect'),
    description: 'A stand-in for a GP system: of Foundations, this statement alone',
    profile: FOUNDATIONS_PROFILES.map((name) => ({ reference: `${PROFILES}/${name}-1` })),
    rest: [
      {
        mode: 'server',
        security: { cors: true },
        operation: [operation('gpc.getstructuredrecord', 'GPConnect-GetStructuredRecord-Operation-1/_history/1.15')],
      },
    ],
  };
}

function common(name: string) {
  return {
    resourceType: 'CapabilityStatement',
    version: '1.6.2',
    name,
    status: 'active',
    date: '2020-02-10',
    publisher: 'Clinical Data Gateway',
    contact: [{ name: 'Clinical Data Gateway developers' }],
    copyright: 'Synthetic data only',
    kind: 'capability',
    software: { name: 'Clinical Data Gateway provider stub', version: '0.1.0', releaseDate: '2026-01-01' },
    fhirVersion: '3.0.1',
    acceptUnknown: 'both',
    format: [MEDIA_TYPES.fhirJson, MEDIA_TYPES.fhirXml],
  } satisfies CapabilityStatement;
}

function operation(name: string, definition: string) {
  return { name, definition: { reference: `${DEFINITIONS}/${definition}` } };
}
