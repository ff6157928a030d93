import type { PdsPerson } from '@cdg/test-data';
import { meetsAll, type DateCondition } from './date-condition.ts';
import type { PdsStore } from './find-person.ts';

/** Every search names a birth date, so people are looked up by it. */
export interface BirthDateIndex {
  bornOn(conditions: readonly DateCondition[]): PdsPerson[];
}

/** Follows the store: it is made anew at the first search after a change. */
export function createBirthDateIndex(store: PdsStore): BirthDateIndex {
  let index = new Map<string, PdsPerson[]>();
  let revision = -1;
  return {
    bornOn: (conditions) => {
      if (revision !== store.revision) {
        index = Map.groupBy(store.list('patients'), ({ resource }) => resource.birthDate ?? '');
        revision = store.revision;
      }
      return [...index].flatMap(([date, people]) => (date !== '' && meetsAll(conditions, date) ? people : []));
    },
  };
}
