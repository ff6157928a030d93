import type { PdsPerson } from '@cdg/test-data';
import { meetsAll } from './date-condition.ts';
import type { PdsStore } from './find-person.ts';
import type { SearchCriteria } from './search-criteria.ts';
import { createSearchIndex, type IndexedPerson } from './search-index.ts';

/** Everybody who was born when a search says and whose name could be the one it asks for, one after the other. */
export type FindCandidates = (criteria: SearchCriteria) => Iterable<PdsPerson>;

/**
 * Looks in the store, whose index is made anew at the first search after a change, and among the people whom the store
 * only derives. Of these it finds whatever has become of them: they may have been changed or deleted since.
 */
export function createFindCandidates(store: PdsStore, derivedPeople: Iterable<IndexedPerson>): FindCandidates {
  const derived = createSearchIndex(derivedPeople);
  let held = indexOf(store);
  let { revision } = store;
  return function* findCandidates(criteria) {
    if (revision !== store.revision) {
      held = indexOf(store);
      revision = store.revision;
    }
    for (const id of new Set([...held.candidates(criteria), ...derived.candidates(criteria)])) {
      const person = store.find('patients', id);
      const birthDate = person?.resource.birthDate;
      if (person && birthDate && meetsAll(criteria.birthDate, birthDate)) yield person;
    }
  };
}

function indexOf(store: PdsStore) {
  const people = store.list('patients');
  return createSearchIndex(
    people.map(({ id, resource: { birthDate, name = [] } }) => ({ id, birthDate, names: name })),
  );
}
