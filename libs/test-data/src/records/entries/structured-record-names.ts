const NHS = 'https://fhir.nhs.uk/STU3';
const UK = 'https://fhir.hl7.org.uk/STU3';

/** The profile URL of a resource, by the profile's own name (GP Connect Access Record Structured 1.6.2). */
export const profileUrl = (name: string): string => `${NHS}/StructureDefinition/CareConnect-GPC-${name}-1`;

/** Identifiers, code systems and value sets that a structured record uses. */
export const RECORD_SYSTEMS = {
  /** The practice system's own namespace for everything it recorded. */
  recordItem: 'https://gp-system.example/Id/record-item',
  nhsNumber: `https://fhir.nhs.uk/Id/nhs-number`,
  odsCode: 'https://fhir.nhs.uk/Id/ods-organization-code',
  sdsUserId: 'https://fhir.nhs.uk/Id/sds-user-id',
  snomed: 'http://snomed.info/sct',
  nullFlavor: 'http://hl7.org/fhir/v3/NullFlavor',
  ucum: 'http://unitsofmeasure.org',
  verificationStatus: 'https://fhir.nhs.uk/CareConnect-NHSNumberVerificationStatus-1',
  jobRole: `${UK}/CodeSystem/CareConnect-SDSJobRoleName-1`,
  participantType: `${NHS}/CodeSystem/GPConnect-ParticipantType-1`,
  hl7ParticipationType: 'http://hl7.org/fhir/v3/ParticipationType',
  conditionCategory: `${UK}/CodeSystem/CareConnect-ConditionCategory-1`,
  prescribingAgency: `${NHS}/CodeSystem/CareConnect-PrescribingAgency-1`,
  prescriptionType: `${NHS}/CodeSystem/CareConnect-PrescriptionType-1`,
  diagnosticService: 'http://hl7.org/fhir/v2/0074',
  interpretation: 'http://hl7.org/fhir/v2/0078',
  listOrder: 'http://hl7.org/fhir/list-order',
} as const;

/** Extension URLs; some belong to GP Connect, some to the older Care Connect profiles. */
export const EXTENSIONS = {
  registrationDetails: `${NHS}/StructureDefinition/Extension-CareConnect-GPC-RegistrationDetails-1`,
  verificationStatus: `${NHS}/StructureDefinition/Extension-CareConnect-GPC-NHSNumberVerificationStatus-1`,
  mainLocation: `${UK}/StructureDefinition/Extension-CareConnect-MainLocation-1`,
  allergyEnd: `${NHS}/StructureDefinition/Extension-CareConnect-GPC-AllergyIntoleranceEnd-1`,
  prescribingAgency: `${NHS}/StructureDefinition/Extension-CareConnect-GPC-PrescribingAgency-1`,
  prescriptionType: `${NHS}/StructureDefinition/Extension-CareConnect-GPC-PrescriptionType-1`,
  repeatInformation: `${NHS}/StructureDefinition/Extension-CareConnect-GPC-MedicationRepeatInformation-1`,
  medicationStatusReason: `${NHS}/StructureDefinition/Extension-CareConnect-GPC-MedicationStatusReason-1`,
  lastIssueDate: `${NHS}/StructureDefinition/Extension-CareConnect-GPC-MedicationStatementLastIssueDate-1`,
  dateRecorded: `${UK}/StructureDefinition/Extension-CareConnect-DateRecorded-1`,
  vaccinationProcedure: `${UK}/StructureDefinition/Extension-CareConnect-VaccinationProcedure-1`,
  problemSignificance: `${UK}/StructureDefinition/Extension-CareConnect-ProblemSignificance-1`,
  actualProblem: `${UK}/StructureDefinition/Extension-CareConnect-ActualProblem-1`,
  relatedContent: `${UK}/StructureDefinition/Extension-CareConnect-RelatedClinicalContent-1`,
  relatedProblem: `${UK}/StructureDefinition/Extension-CareConnect-RelatedProblemHeader-1`,
} as const;
