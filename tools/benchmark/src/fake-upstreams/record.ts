import { SYSTEMS } from '@cdg/fhir';
import { RECORD_BYTES, type RecordSize } from '../patients.ts';

const PROFILES = 'https://fhir.nhs.uk/STU3/StructureDefinition';
const ID_MARK = '@id@';
const NHS_NUMBER_MARK = '@nhs@';

interface Template {
  /** The Bundle up to the end of its Patient, with marks. */
  readonly beginning: string;
  readonly rest: Buffer;
}

const templates = new Map<RecordSize, Template>();

/** A synthetic record of exactly this size, in two parts: up to the Patient, which stands early, and all that follows. */
export function recordFor(size: RecordSize, ids: { traceId: string; nhsNumber: string }): readonly [Buffer, Buffer] {
  const template = templates.get(size) ?? createTemplate(size);
  templates.set(size, template);
  const beginning = template.beginning.replace(ID_MARK, ids.traceId).replace(NHS_NUMBER_MARK, ids.nhsNumber);
  return [Buffer.from(beginning, 'latin1'), template.rest];
}

function createTemplate(size: RecordSize): Template {
  const bundle = JSON.stringify({
    resourceType: 'Bundle',
    id: ID_MARK,
    meta: { profile: [`${PROFILES}/GPConnect-StructuredRecord-Bundle-1`] },
    type: 'collection',
    entry: [{ resource: patient }],
  });
  const beginning = bundle.slice(0, -']}'.length);
  const lengthOfMarked = beginning.length - ID_MARK.length - NHS_NUMBER_MARK.length + 36 + 10;
  return { beginning, rest: restOf(RECORD_BYTES[size] - lengthOfMarked) };
}

/** Entries as long as there is room, and a note that fills it to the byte. */
function restOf(length: number): Buffer {
  const note = JSON.stringify({ resource: { resourceType: 'Basic', id: 'note', note: '@' } }).split('@');
  const [noteStart, noteEnd] = [`,${note[0] ?? ''}`, `${note[1] ?? ''}]}`];
  const rest = Buffer.alloc(length, 'x');
  let at = 0;
  for (let index = 0; ; index += 1) {
    const entry = `,${JSON.stringify({ resource: entryAt(index) })}`;
    if (at + entry.length + noteStart.length + noteEnd.length > length) break;
    at += rest.write(entry, at, 'latin1');
  }
  rest.write(noteStart, at, 'latin1');
  rest.write(noteEnd, length - noteEnd.length, 'latin1');
  return rest;
}

const patient = {
  resourceType: 'Patient',
  id: '1',
  meta: { versionId: '1', profile: [`${PROFILES}/CareConnect-GPC-Patient-1`] },
  identifier: [
    {
      extension: [
        {
          url: `${PROFILES}/Extension-CareConnect-GPC-NHSNumberVerificationStatus-1`,
          valueCodeableConcept: { coding: [{ code: '01', display: 'Number present and verified' }] },
        },
      ],
      system: SYSTEMS.nhsNumber,
      value: NHS_NUMBER_MARK,
    },
  ],
  active: true,
  name: [{ use: 'official', family: 'Example', given: ['Synthetic'], prefix: ['Mx'] }],
  gender: 'unknown',
  birthDate: '1970-01-01',
  managingOrganization: { reference: 'Organization/1' },
};

function entryAt(index: number): object {
  const day = `20${String(10 + (index % 15))}-0${String(1 + (index % 9))}-1${String(index % 10)}`;
  return index % 2 === 0 ? observation(index, day) : medication(index, day);
}

function observation(index: number, day: string): object {
  return {
    resourceType: 'Observation',
    id: `observation-${index}`,
    meta: { profile: [`${PROFILES}/CareConnect-GPC-Observation-1`] },
    identifier: [{ system: 'https://gp-system.example/id', value: `O${index}` }],
    status: 'final',
    code: { coding: [{ system: 'http://snomed.info/sct', code: '75367002', display: 'Blood pressure' }] },
    subject: { reference: 'Patient/1' },
    effectiveDateTime: day,
    issued: `${day}T10:00:00+00:00`,
    performer: [{ reference: 'Practitioner/1' }],
    valueQuantity: { value: 120 + (index % 40), unit: 'mmHg' },
    comment: 'Synthetic measurement, sitting, left arm',
  };
}

function medication(index: number, day: string): object {
  return {
    resourceType: 'MedicationStatement',
    id: `medication-${index}`,
    meta: { profile: [`${PROFILES}/CareConnect-GPC-MedicationStatement-1`] },
    identifier: [{ system: 'https://gp-system.example/id', value: `M${index}` }],
    status: 'active',
    medicationReference: { reference: 'Medication/1' },
    effectivePeriod: { start: day },
    dateAsserted: day,
    subject: { reference: 'Patient/1' },
    taken: 'unk',
    dosage: [{ text: 'one tablet in the morning', patientInstruction: 'with water' }],
  };
}
