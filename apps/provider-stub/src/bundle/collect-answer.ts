import type { SwitchableArea } from '@cdg/test-data';
import { areaRules } from '../areas/all-areas.ts';
import type { RecordSearch } from '../parameters/record-search.ts';
import type { RecordIndex } from '../record/record-index.ts';
import { startAnswer, type AnswerDraft } from './answer-draft.ts';
import { collectConsultationLinks } from './collect-consultation-links.ts';
import { collectLinkedProblems } from './collect-linked-problems.ts';
import { collectPrimaryItems } from './collect-primary-items.ts';
import { collectProblemLinks } from './collect-problem-links.ts';
import type { Collection } from './collection.ts';
import { includeActors } from './include-actors.ts';

export interface AnswerRequest {
  readonly index: RecordIndex;
  readonly search: RecordSearch;
  readonly disabledAreas: readonly SwitchableArea[];
}

/**
 * Gathers what a search brings: the items of each area asked for, then what the consultations and problems among them
 * link to, then the problems that all of these belong to, then everybody whom any of it names.
 */
export function collectAnswer({ index, search, disabledAreas }: AnswerRequest): AnswerDraft {
  const draft = startAnswer();
  const collection: Collection = { index, search, draft, disabledAreas, primary: new Map(), sources: new Set() };
  for (const rule of areaRules(index)) collectPrimaryItems(rule, collection);
  collectConsultationLinks(collection);
  collectProblemLinks(collection);
  collectLinkedProblems(collection);
  includeActors(collection);
  return draft;
}
