import type { RecordItem } from '@cdg/test-data';
import type { Extension, Reference } from 'fhir/r3.js';
import { GP, head, item, snomed, SUBJECT } from './sample-record.ts';

const GPC = 'https://fhir.nhs.uk/STU3/StructureDefinition/Extension-CareConnect-GPC';
const to = (reference: string): Reference => ({ reference });

export interface Options {
  readonly confidential?: true;
  readonly by?: Reference;
}

export function allergy(
  id: string,
  status: 'active' | 'resolved',
  { confidential, by = GP }: Options = {},
): RecordItem {
  return item(
    {
      resourceType: 'AllergyIntolerance',
      ...head(id, 'AllergyIntolerance'),
      clinicalStatus: status,
      verificationStatus: 'unconfirmed',
      code: snomed('372687004', 'Amoxicillin'),
      patient: SUBJECT,
      recorder: by,
    },
    'allergies',
    confidential,
  );
}

interface MedicationOptions extends Options {
  readonly type?: 'acute' | 'repeat';
  readonly start?: string;
  readonly end?: string;
  readonly agency?: string;
  /** How many prescriptions were issued. */
  readonly issues?: number;
}

/** A medication: statement `{id}`, plan `{id}-plan`, drug `{id}-drug`, and issues `{id}-issue-1`, ... */
export function medication(id: string, options: MedicationOptions = {}): readonly RecordItem[] {
  const { type, start = '2025-01-10', end, agency = 'prescribed-at-gp-practice', issues = 1, confidential } = options;
  const drug = { medicationReference: to(`Medication/${id}-drug`), subject: SUBJECT };
  const request = (suffix: string) => ({ ...head(`${id}-${suffix}`, 'MedicationRequest'), ...drug, recorder: GP });
  const prescription = type === undefined ? [] : [coded(`${GPC}-PrescriptionType-1`, type)];
  return [
    item(
      {
        resourceType: 'MedicationStatement',
        ...head(id, 'MedicationStatement'),
        ...drug,
        extension: [coded(`${GPC}-PrescribingAgency-1`, agency)],
        basedOn: [to(`MedicationRequest/${id}-plan`)],
        status: 'active',
        taken: 'unk',
        effectivePeriod: { start, ...(end !== undefined && { end }) },
      },
      'medication',
      confidential,
    ),
    item({ resourceType: 'MedicationRequest', ...request('plan'), extension: prescription, intent: 'plan' }),
    ...Array.from({ length: issues }, (_, at) =>
      item({
        resourceType: 'MedicationRequest',
        ...request(`issue-${at + 1}`),
        intent: 'order',
        basedOn: [to(`MedicationRequest/${id}-plan`)],
      }),
    ),
    item({ resourceType: 'Medication', ...head(`${id}-drug`, 'Medication'), code: snomed('317971007', 'A drug') }),
  ];
}

export function observation(
  id: string,
  {
    date,
    area = 'uncategorisedData',
    confidential,
    by = GP,
  }: Options & { date?: string; area?: 'uncategorisedData' | 'immunisations' } = {},
): RecordItem {
  const effective = date === undefined ? {} : { effectiveDateTime: date };
  return item({ ...bareObservation(id), ...effective, performer: [by] }, area, confidential);
}

/** Free text, a result or a comment: an Observation that stands in no list. */
export function supportingObservation(
  id: string,
  options: { related?: string; specimen?: string } & Options = {},
): RecordItem {
  const { related, specimen, confidential } = options;
  return item(
    {
      ...bareObservation(id),
      ...(related !== undefined && { related: [{ type: 'has-member', target: to(related) }] }),
      ...(specimen !== undefined && { specimen: to(specimen) }),
    },
    undefined,
    confidential,
  );
}

function bareObservation(id: string) {
  return {
    resourceType: 'Observation',
    ...head(id, 'Observation'),
    status: 'final',
    code: snomed('27113001', 'Body weight'),
    subject: SUBJECT,
  } as const;
}

export function immunisation(
  id: string,
  { notGiven = false, confidential }: Options & { notGiven?: boolean } = {},
): RecordItem {
  return item(
    {
      resourceType: 'Immunization',
      ...head(id, 'Immunization'),
      status: 'completed',
      notGiven,
      primarySource: true,
      vaccineCode: snomed('396429000', 'A vaccine'),
      patient: SUBJECT,
    },
    'immunisations',
    confidential,
  );
}

/** A report with a request, a specimen, a test group of one result, and a filing comment. */
export function investigation(
  id: string,
  { issued = '2025-06-01T10:00:00+01:00', confidential }: Options & { issued?: string } = {},
) {
  return [
    item(
      {
        resourceType: 'DiagnosticReport',
        ...head(id, 'DiagnosticReport'),
        status: 'final',
        code: snomed('721981007', 'Report'),
        subject: SUBJECT,
        issued,
        basedOn: [to(`ProcedureRequest/${id}-request`)],
        specimen: [to(`Specimen/${id}-specimen`)],
        result: [to(`Observation/${id}-group`), to(`Observation/${id}-comment`)],
      },
      'investigations',
      confidential,
    ),
    item({
      resourceType: 'ProcedureRequest',
      ...head(`${id}-request`, 'ProcedureRequest'),
      status: 'completed',
      intent: 'order',
      code: snomed('1', 'Test'),
      subject: SUBJECT,
    }),
    item({ resourceType: 'Specimen', ...head(`${id}-specimen`, 'Specimen'), subject: SUBJECT }),
    supportingObservation(`${id}-group`, { related: `Observation/${id}-result`, specimen: `Specimen/${id}-specimen` }),
    supportingObservation(`${id}-result`),
    supportingObservation(`${id}-comment`),
  ] as const;
}

export function referral(
  id: string,
  { authoredOn = '2025-06-01', confidential, document }: Options & { authoredOn?: string; document?: string } = {},
): RecordItem {
  return item(
    {
      resourceType: 'ReferralRequest',
      ...head(id, 'ReferralRequest'),
      status: 'active',
      intent: 'order',
      subject: SUBJECT,
      authoredOn,
      requester: { agent: GP },
      recipient: [to('Practitioner/consultant')],
      ...(document !== undefined && { supportingInfo: [to(document)] }),
    },
    'referrals',
    confidential,
  );
}

export function diaryEntry(id: string, { due, confidential }: Options & { due?: string } = {}): RecordItem {
  return item(
    {
      resourceType: 'ProcedureRequest',
      ...head(id, 'ProcedureRequest'),
      status: 'active',
      intent: 'plan',
      code: snomed('170777000', 'Review'),
      subject: SUBJECT,
      ...(due !== undefined && { occurrenceDateTime: due }),
    },
    'diaryEntries',
    confidential,
  );
}

function coded(url: string, code: string): Extension {
  return { url, valueCodeableConcept: { coding: [{ code }] } };
}
