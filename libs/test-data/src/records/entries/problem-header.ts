import type { Condition, Extension, Reference } from 'fhir/r3.js';
import { clockTime } from '../dates.ts';
import { coded, type Concept, snomed } from './concept.ts';
import type { StaffKey } from './practice-staff.ts';
import { headerFor } from './resource-header.ts';
import { EXTENSIONS, RECORD_SYSTEMS } from './structured-record-names.ts';

type Kinship = 'parent' | 'child' | 'sibling';

/** A problem as a clinician opens it; what belongs to it is added by later entries. */
export interface ProblemDraft {
  readonly key: string;
  readonly code: Concept;
  readonly significance: 'major' | 'minor';
  readonly onset: string;
  /** The day on which it became inactive. */
  readonly ended?: string;
  readonly recorded: { readonly date: string; readonly time: string };
  readonly clinician: StaffKey;
  /** Reference of the Encounter in which it was opened. */
  readonly encounter?: string;
  readonly note?: string;
  /** Reference of the entry that the problem header stands for. */
  readonly actualProblem?: string;
  /** Problems that this one is related to, by key. */
  readonly relatives?: Readonly<Record<string, Kinship>>;
  readonly confidential?: true;
}

export const problemReference = (slug: string, key: string): string => `Condition/${slug}-problem-${key}`;

/** What a problem header is made of. */
export interface ProblemHeader {
  readonly slug: string;
  readonly subject: Reference;
  readonly draft: ProblemDraft;
  /** The clinician who opened it. */
  readonly asserter: Reference;
  /** References of everything recorded about the problem. */
  readonly related: Iterable<string>;
}

/** The problem header with its links, as GP Connect sends it. */
export function problemResource({ slug, subject, draft, asserter, related }: ProblemHeader): Condition {
  return {
    resourceType: 'Condition',
    ...headerFor(`${slug}-problem-${draft.key}`, 'ProblemHeader-Condition'),
    extension: [
      { url: EXTENSIONS.problemSignificance, valueCode: draft.significance },
      ...(draft.actualProblem === undefined ? [] : [pointer(EXTENSIONS.actualProblem, draft.actualProblem)]),
      ...Object.entries(draft.relatives ?? {}).map(([key, kinship]) =>
        relatedProblem(problemReference(slug, key), kinship),
      ),
      ...[...related].map((reference) => pointer(EXTENSIONS.relatedContent, reference)),
    ],
    clinicalStatus: draft.ended === undefined ? 'active' : 'inactive',
    category: [coded(RECORD_SYSTEMS.conditionCategory, ['problem-list-item', 'Problem List Item'])],
    code: snomed(draft.code),
    subject,
    ...(draft.encounter !== undefined && { context: { reference: draft.encounter } }),
    onsetDateTime: draft.onset,
    ...(draft.ended !== undefined && { abatementDateTime: draft.ended }),
    assertedDate: clockTime(draft.recorded.date, draft.recorded.time),
    asserter,
    ...(draft.note !== undefined && { note: [{ text: draft.note }] }),
  };
}

const pointer = (url: string, reference: string): Extension => ({ url, valueReference: { reference } });

/** The header extension of a related problem; a topic carries it without the kinship. */
export const relatedProblem = (reference: string, kinship?: Kinship): Extension => ({
  url: EXTENSIONS.relatedProblem,
  extension: [
    ...(kinship === undefined ? [] : [{ url: 'type', valueCode: kinship }]),
    { url: 'target', valueReference: { reference } },
  ],
});
