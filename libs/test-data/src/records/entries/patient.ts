import type { ContactPoint, Patient } from 'fhir/r3.js';
import type { PersonFacts } from '../../people/person-facts.ts';
import type { Chart } from './chart.ts';
import { coded } from './concept.ts';
import type { OrganisationKey, StaffKey } from './practice-staff.ts';
import { EXTENSIONS, profileUrl, RECORD_SYSTEMS } from './structured-record-names.ts';

interface RegisteredPatient {
  readonly person: PersonFacts;
  readonly registered: string;
  readonly left?: string;
  readonly practice: OrganisationKey;
  /** Usual GP; absent where the patient has none. */
  readonly usualGp?: StaffKey;
  readonly deceasedDate?: string;
  readonly verified: boolean;
}

/** Files the Patient with the practice and the usual GP: the first items of every record. */
export function filePatient(chart: Chart, patient: RegisteredPatient): void {
  const gp = patient.usualGp === undefined ? [] : [chart.staff(patient.usualGp)];
  const practice = chart.organisation(patient.practice);
  chart.file({ resource: patientResource(chart, patient, [...gp, practice]) });
}

function patientResource(
  chart: Chart,
  patient: RegisteredPatient,
  generalPractitioner: Patient['generalPractitioner'],
): Patient {
  const { nhsNumber, gender, birthDate, addressLines, postalCode } = patient.person;
  return {
    resourceType: 'Patient',
    id: `${chart.slug}-patient`,
    meta: { versionId: '7', profile: [profileUrl('Patient')] },
    extension: [registrationDetails(patient)],
    identifier: [
      {
        extension: [verificationStatus(patient.verified)],
        system: RECORD_SYSTEMS.nhsNumber,
        value: nhsNumber,
      },
    ],
    active: patient.left === undefined,
    name: [officialName(patient.person)],
    ...telecom(patient.person),
    gender,
    birthDate,
    ...(patient.deceasedDate !== undefined && { deceasedDateTime: patient.deceasedDate }),
    address: [{ use: 'home', type: 'physical', line: [...addressLines], postalCode }],
    generalPractitioner,
    managingOrganization: chart.organisation(patient.practice),
  };
}

function officialName({ family, given, prefix }: PersonFacts) {
  const title = prefix === undefined ? '' : ` (${prefix})`;
  return {
    use: 'official' as const,
    text: `${family.toUpperCase()}, ${given.join(' ')}${title}`,
    family,
    given: [...given],
    ...(prefix !== undefined && { prefix: [prefix] }),
  };
}

function telecom({ landline, mobile, email }: PersonFacts): Pick<Patient, 'telecom'> {
  const known: ContactPoint[] = [
    ...(landline === undefined ? [] : [{ system: 'phone' as const, value: landline, use: 'home' as const }]),
    ...(mobile === undefined ? [] : [{ system: 'phone' as const, value: mobile, use: 'mobile' as const }]),
    ...(email === undefined ? [] : [{ system: 'email' as const, value: email, use: 'home' as const }]),
  ];
  return known.length === 0 ? {} : { telecom: known };
}

const registrationDetails = ({ registered, left }: RegisteredPatient) => ({
  url: EXTENSIONS.registrationDetails,
  extension: [
    { url: 'registrationPeriod', valuePeriod: { start: registered, ...(left !== undefined && { end: left }) } },
  ],
});

const verificationStatus = (verified: boolean) => ({
  url: EXTENSIONS.verificationStatus,
  valueCodeableConcept: coded(
    RECORD_SYSTEMS.verificationStatus,
    verified ? ['01', 'Number present and verified'] : ['02', 'Number present but not traced'],
  ),
});
