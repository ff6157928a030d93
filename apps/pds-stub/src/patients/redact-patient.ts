import type { Patient } from 'fhir/r4.js';

const UKCORE = 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-';

/** They tell where a patient lives, or nearly. */
const TELLING_EXTENSIONS: readonly string[] = [
  `${UKCORE}NominatedPharmacy`,
  `${UKCORE}PreferredDispenserOrganization`,
  `${UKCORE}MedicalApplianceSupplier`,
  'http://hl7.org/fhir/StructureDefinition/patient-birthPlace',
];

/** Any confidentiality but `U` restricts the record; so says the code, whatever its display. */
export function isRestricted({ meta }: Patient): boolean {
  const code = meta?.security?.[0]?.code;
  return code !== undefined && code !== 'U';
}

/** What PDS lets out of a record: all of it, or nothing of where the patient can be found. */
export function redactPatient(patient: Patient): Patient {
  if (!isRestricted(patient)) return patient;
  const redacted = { ...patient };
  delete redacted.address;
  delete redacted.contact;
  delete redacted.generalPractitioner;
  delete redacted.telecom;
  delete redacted.extension;
  const extension = patient.extension?.filter(({ url }) => !TELLING_EXTENSIONS.includes(url)) ?? [];
  return extension.length === 0 ? redacted : { ...redacted, extension };
}
