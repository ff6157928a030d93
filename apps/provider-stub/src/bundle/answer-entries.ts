import type { GpRecord, SwitchableArea } from '@cdg/test-data';
import type { FhirResource } from 'fhir/r3.js';
import { isEndedAllergy } from '../areas/allergies.ts';
import { RequestRefused } from '../outcomes.ts';
import type { RecordIndex } from '../record/record-index.ts';
import { judgeReferences, referencesIn, type LocalReference } from '../record/references.ts';
import type { AnswerDraft, BundleSection, ListDraft } from './answer-draft.ts';
import { buildList } from './build-list.ts';
import { warningsFor } from './list-notes.ts';
import { outgoingReferences } from './outgoing-references.ts';

/** The order in which an answer presents its parts. Source: GP Connect 1.6.2, population of the Bundle. */
const SECTIONS: readonly BundleSection[] = [
  'actors',
  'consultations',
  'problems',
  'immunisations',
  'uncategorisedData',
  'allergies',
  'medication',
  'investigations',
  'referrals',
  'diaryEntries',
  'documents',
  'supplementaryActors',
];

export interface AnswerFacts {
  readonly record: GpRecord;
  readonly index: RecordIndex;
  readonly disabledAreas: readonly SwitchableArea[];
  readonly awaitingFilingText: string;
  readonly now: Date;
}

/** The resources of an answer in their order: in each part its lists, then what they name. */
export function answerEntries(
  draft: AnswerDraft,
  facts: AnswerFacts,
): ReadonlyMap<BundleSection, readonly FhirResource[]> {
  const items = [...draft.items.values()];
  const sections = SECTIONS.map((section) => {
    const lists = draft.lists.filter((list) => list.section === section && isSent(list));
    const own = items.filter((entry) => entry.section === section && !isEndedAllergy(entry.item));
    const resources = own.map(({ item }) => outgoing(item.resource, facts));
    return [section, [...lists.map((list) => listResource(list, draft, facts)), ...resources]] as const;
  });
  return new Map(sections);
}

function isSent({ secondary, entries, confidential }: ListDraft): boolean {
  return secondary !== true || entries.size > 0 || confidential;
}

function listResource(list: ListDraft, draft: AnswerDraft, facts: AnswerFacts): FhirResource {
  const held = list.holdsResources === true ? [...list.entries] : [];
  return buildList(list, {
    subject: patientReference(draft),
    warnings: warningsFor(list, facts),
    date: facts.now.toISOString(),
    contained: held.flatMap((reference) => containedResource(reference, draft, facts)),
  });
}

function containedResource(reference: LocalReference, draft: AnswerDraft, facts: AnswerFacts): FhirResource[] {
  const entry = draft.items.get(reference);
  return entry === undefined ? [] : [outgoing(entry.item.resource, facts)];
}

/** The patient of the answer, as its other resources refer to them. */
export function patientReference(draft: AnswerDraft): LocalReference {
  return [...draft.items.keys()].find((reference) => reference.startsWith('Patient/')) ?? '';
}

/** A resource as it leaves the practice; one that nobody could validate fails the whole answer. */
function outgoing(resource: FhirResource, { index, disabledAreas }: AnswerFacts): FhirResource {
  const { id, meta } = resource;
  if (id === undefined || id === '' || meta?.profile === undefined || meta.profile.length === 0) {
    throw new RequestRefused(
      'INTERNAL_SERVER_ERROR',
      `A ${resource.resourceType} of the record has no id or no profile`,
    );
  }
  const judge = outgoingReferences(resource, { index, disabledAreas });
  const isWhole = referencesIn(resource).every((reference) => judge(reference) === 'keep');
  return isWhole ? resource : judgeReferences(resource, judge);
}
