import type { List } from 'fhir/r3.js';
import { clockTime } from '../dates.ts';
import { ENCOUNTER_TYPES, type EncounterType } from '../codes/encounter-types.ts';
import type { Chart } from './chart.ts';
import { coded, type Concept, snomed } from './concept.ts';
import type { OrganisationKey, StaffKey } from './practice-staff.ts';
import { problemReference, relatedProblem } from './problem-header.ts';
import { RECORD_SYSTEMS } from './structured-record-names.ts';
import type { Entry, Visit } from './visit.ts';

/** One topic: its entries under headings (`History`, `Examination`, `Plan`, ...), or without headings. */
interface Topic {
  readonly title: string;
  /** Key of the problem the topic is about; it must be open, or be opened by one of the entries. */
  readonly problem?: string;
  readonly headings?: Readonly<Record<string, readonly Entry[]>>;
  readonly entries?: readonly Entry[];
}

export interface Consultation {
  readonly date: string;
  readonly time: string;
  readonly clinician: StaffKey;
  readonly type?: EncounterType;
  readonly minutes?: number;
  readonly at?: OrganisationKey;
  /** Not finalised by the clinician yet. */
  readonly draft?: true;
  readonly confidential?: true;
  readonly topics: readonly Topic[];
}

const CONSULTATION: Concept = ['325851000000107', 'Consultation'];
const TOPIC: Concept = ['25851000000105', 'Topic (EHR)'];
const HEADING: Concept = ['24781000000107', 'Category (EHR)'];

/** Writes a consultation: the Encounter, and the lists that give it its shape. */
export function recordConsultation(chart: Chart, consultation: Consultation): string {
  const encounter = fileEncounter(chart, consultation);
  const { date, time, clinician } = consultation;
  const visit: Visit = { chart, date, time, clinician, encounter, ...hidden(consultation) };
  const topics = consultation.topics.map((topic) => fileTopic(visit, topic));
  const [, title] = ENCOUNTER_TYPES[consultation.type ?? 'surgery'];
  fileList(visit, { kind: 'consultation', code: CONSULTATION, title, entries: topics });
  return encounter;
}

const hidden = ({ confidential }: Consultation) => (confidential === true ? { confidential } : {});

function fileEncounter(chart: Chart, consultation: Consultation): string {
  const { date, time, clinician, type = 'surgery', at = 'larkfield', minutes = 10 } = consultation;
  const participant = (system: string, role: Concept) => ({
    type: [coded(system, role)],
    individual: chart.staff(clinician),
  });
  return chart.file({
    area: 'consultations',
    ...hidden(consultation),
    resource: {
      resourceType: 'Encounter',
      ...chart.header('encounter', 'Encounter'),
      status: consultation.draft === true ? 'unknown' : 'finished',
      type: [snomed(ENCOUNTER_TYPES[type])],
      subject: chart.subject,
      participant: [
        participant(RECORD_SYSTEMS.participantType, ['REC', 'Recorder']),
        participant(RECORD_SYSTEMS.hl7ParticipationType, ['PPRF', 'primary performer']),
      ],
      period: { start: clockTime(date, time), end: clockTime(date, minutesAfter(time, minutes)) },
      length: { value: minutes, unit: 'minutes', system: RECORD_SYSTEMS.ucum, code: 'min' },
      location: [{ location: chart.location(at) }],
      serviceProvider: chart.organisation(at),
    },
  });
}

/** A clock time so many minutes later; no consultation goes past midnight. */
function minutesAfter(time: string, minutes: number): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const total = hour * 60 + minute + minutes;
  return `${String(Math.floor(total / 60)).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`;
}

function fileTopic(visit: Visit, { title, problem, headings = {}, entries = [] }: Topic): string {
  const ownVisit = { ...visit, ...(problem !== undefined && { problem }) };
  const direct = entries.map((entry) => entry(ownVisit));
  const underHeadings = Object.entries(headings).map(([heading, headed]) =>
    fileList(visit, {
      kind: 'heading',
      code: HEADING,
      title: heading,
      entries: headed.map((entry) => entry(ownVisit)),
    }),
  );
  return fileList(visit, {
    kind: 'topic',
    code: TOPIC,
    title,
    entries: [...underHeadings, ...direct],
    ...(problem !== undefined && { problem }),
  });
}

interface Structure {
  readonly kind: 'consultation' | 'topic' | 'heading';
  readonly code: Concept;
  readonly title: string;
  readonly entries: readonly string[];
  readonly problem?: string;
}

function fileList(visit: Visit, { kind, code, title, entries, problem }: Structure): string {
  const { chart, date, time, encounter = '' } = visit;
  const { id, meta } = chart.header(kind, 'List');
  const list: List = {
    resourceType: 'List',
    id,
    meta,
    ...(problem !== undefined && { extension: [relatedProblem(problemReference(chart.slug, problem))] }),
    status: 'current',
    mode: 'snapshot',
    title,
    code: snomed(code),
    subject: chart.subject,
    encounter: { reference: encounter },
    date: clockTime(date, time),
    orderedBy: coded(RECORD_SYSTEMS.listOrder, ['system', 'Sorted by System']),
    entry: entries.map((reference) => ({ item: { reference } })),
  };
  return chart.file({ ...(visit.confidential === true && { confidential: true }), resource: list });
}
