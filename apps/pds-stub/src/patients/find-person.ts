import { isNhsNumber } from '@cdg/fhir';
import type { Store } from '@cdg/stub-dials';
import type { PdsPerson } from '@cdg/test-data';
import { PdsFault } from '../pds-fault.ts';

export type PdsStore = Store<{ patients: PdsPerson[] }>;

/** More mergers in a row than a record can have gone through: testers' records may run in circles. */
const MOST_MERGERS = 10;

/**
 * Finds the record of this very number, superseded or not.
 *
 * @throws PdsFault when it is no NHS number, or nobody's
 */
export function findPerson(store: PdsStore, nhsNumber: string): PdsPerson {
  if (!isNhsNumber(nhsNumber)) throw new PdsFault('invalidNhsNumber');
  const person = store.find('patients', nhsNumber);
  if (person === undefined) throw new PdsFault('notFound');
  return person;
}

/**
 * The record that PDS answers with: this one, or the one that took its place.
 *
 * @throws PdsFault when it was withdrawn
 */
export function currentRecordOf(store: PdsStore, person: PdsPerson): PdsPerson {
  let current = person;
  for (let mergers = 0; current.supersededBy !== undefined && mergers < MOST_MERGERS; mergers += 1) {
    current = findPerson(store, current.supersededBy);
  }
  if (current.invalidated === true) throw new PdsFault('invalidated');
  return current;
}
