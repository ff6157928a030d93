import type { ClinicalArea, RecordItem } from '@cdg/test-data';
import { referenceTo, type LocalReference } from '../record/references.ts';

/** The part of the Bundle that a resource stands in. */
export type BundleSection = ClinicalArea | 'actors' | 'documents' | 'supplementaryActors';

/** A primary or secondary list before it becomes a resource. */
export interface ListDraft {
  /** The part of the Bundle that it stands in. */
  readonly section: BundleSection;
  readonly coding: { readonly system: string; readonly code: string; readonly display: string };
  readonly title: string;
  /** The area whose items it names: what awaits filing there is missing from it. */
  readonly about: ClinicalArea | 'documents';
  readonly entries: Set<LocalReference>;
  /** Something that would stand in it is kept back. */
  confidential: boolean;
  /** It holds its resources itself: the ended allergies. */
  readonly holdsResources?: true;
  /** A secondary list is sent only when it has something to say. */
  readonly secondary?: true;
}

/** The answer while it is put together: resources, each once, and the lists that name them. */
export interface AnswerDraft {
  readonly items: ReadonlyMap<LocalReference, { readonly item: RecordItem; readonly section: BundleSection }>;
  readonly lists: readonly ListDraft[];
  /** Areas that are switched off and were asked for or reached. */
  readonly disabled: Set<ClinicalArea | 'documents'>;
  readonly include: (item: RecordItem, section: BundleSection) => void;
  /** The list with this code, started at its first use. */
  readonly list: (start: Omit<ListDraft, 'entries' | 'confidential'>) => ListDraft;
}

export function startAnswer(): AnswerDraft {
  const items = new Map<LocalReference, { item: RecordItem; section: BundleSection }>();
  const lists: ListDraft[] = [];
  return {
    items,
    lists,
    disabled: new Set(),
    include: (item, section) => {
      const reference = referenceTo(item);
      if (!items.has(reference)) items.set(reference, { item, section });
    },
    list: (start) => {
      const known = lists.find(({ coding }) => coding.code === start.coding.code);
      if (known !== undefined) return known;
      const list = { ...start, entries: new Set<LocalReference>(), confidential: false };
      lists.push(list);
      return list;
    },
  };
}
