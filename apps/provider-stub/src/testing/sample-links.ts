import type { RecordItem } from '@cdg/test-data';
import type { Extension, Reference } from 'fhir/r3.js';
import type { Options } from './sample-items.ts';
import { GP, head, item, snomed, SUBJECT } from './sample-record.ts';

const CARE_CONNECT = 'https://fhir.hl7.org.uk/STU3/StructureDefinition/Extension-CareConnect';
const to = (reference: string): Reference => ({ reference });

interface ProblemOptions extends Options {
  readonly status?: 'active' | 'inactive';
  readonly actual?: string;
  readonly about?: readonly string[];
  readonly problems?: readonly string[];
  readonly encounter?: string;
}

export function problem(id: string, options: ProblemOptions = {}): RecordItem {
  const { status = 'active', actual, about = [], problems = [], encounter, confidential } = options;
  return item(
    {
      resourceType: 'Condition',
      ...head(id, 'ProblemHeader-Condition'),
      extension: [
        ...(actual === undefined ? [] : [pointer('ActualProblem', actual)]),
        ...about.map((reference) => pointer('RelatedClinicalContent', reference)),
        ...problems.map(relatedProblem),
      ],
      clinicalStatus: status,
      code: snomed('59621000', 'Hypertension'),
      subject: SUBJECT,
      ...(encounter !== undefined && { context: to(encounter) }),
    },
    'problems',
    confidential,
  );
}

interface ConsultationOptions extends Options {
  readonly start?: string;
  /** References that stand under the one heading. */
  readonly contains?: readonly string[];
  /** Problems that the topic is about. */
  readonly problems?: readonly string[];
}

/** A consultation: Encounter `{id}`, and the lists `{id}-consultation`, `{id}-topic` and `{id}-heading`. */
export function consultation(id: string, options: ConsultationOptions = {}): readonly RecordItem[] {
  const { start = '2025-06-01T10:00:00+01:00', contains = [], problems = [], confidential } = options;
  const level = (name: string, entries: readonly string[], extension: Extension[] = []) =>
    item({
      resourceType: 'List',
      ...head(`${id}-${name}`, 'List'),
      status: 'current',
      mode: 'snapshot',
      title: name,
      subject: SUBJECT,
      encounter: to(`Encounter/${id}`),
      ...(extension.length > 0 && { extension }),
      entry: entries.map((reference) => ({ item: to(reference) })),
    });
  return [
    item(
      {
        resourceType: 'Encounter',
        ...head(id, 'Encounter'),
        status: 'finished',
        subject: SUBJECT,
        period: { start },
        participant: [{ individual: GP }],
      },
      'consultations',
      confidential,
    ),
    level('consultation', [`List/${id}-topic`]),
    level('topic', [`List/${id}-heading`], problems.map(relatedProblem)),
    level('heading', contains),
  ];
}

function pointer(name: string, reference: string): Extension {
  return { url: `${CARE_CONNECT}-${name}-1`, valueReference: to(reference) };
}

function relatedProblem(reference: string): Extension {
  return {
    url: `${CARE_CONNECT}-RelatedProblemHeader-1`,
    extension: [
      { url: 'type', valueCode: 'sibling' },
      { url: 'target', valueReference: to(reference) },
    ],
  };
}

export function documentReference(id: string): RecordItem {
  return item({
    resourceType: 'DocumentReference',
    ...head(id, 'DocumentReference'),
    status: 'current',
    type: snomed('823641000000106', 'Letter'),
    indexed: '2025-06-02T09:00:00+01:00',
    content: [{ attachment: { contentType: 'application/pdf', size: 1024 } }],
  });
}
