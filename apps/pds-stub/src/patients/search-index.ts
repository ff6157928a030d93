import { dayOf, type DateCondition } from './date-condition.ts';
import { soundex } from './compare-text.ts';
import type { SearchCriteria } from './search-criteria.ts';

/** Somebody as the index knows them. */
export interface IndexedPerson {
  readonly id: string;
  /** Of which only the year or the month may be known. */
  readonly birthDate: string | undefined;
  readonly names: readonly { readonly family?: string | undefined; readonly given?: readonly string[] | undefined }[];
}

/** Finds who could match a search without looking at everybody: every search says something of a name and a birth date. */
export interface SearchIndex {
  /** NHS numbers of all who match, and of some who do not. */
  readonly candidates: (criteria: SearchCriteria) => readonly string[];
}

interface Entry {
  readonly id: string;
  /** The birth date as one number, 19730924. */
  readonly born: number;
}

export function createSearchIndex(people: Iterable<IndexedPerson>): SearchIndex {
  const groups = new Map<string, Entry[]>();
  // Many people share few names.
  const keys = { begins: remembering(beginsKey), sounds: remembering(soundsKey) };
  for (const { id, birthDate = '', names } of people) {
    const entry = { id, born: numberOf(birthDate) };
    // A birth date that is none leads nowhere.
    if (Number.isNaN(entry.born)) continue;
    for (const key of keysOf(names, keys)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [entry]);
      else group.push(entry);
    }
  }
  for (const group of groups.values()) group.sort((a, b) => a.born - b.born);
  return {
    candidates: (criteria) => bornBetween(groups.get(askedKey(criteria)) ?? [], criteria.birthDate).map(({ id }) => id),
  };
}

type KeyOf = (name: string) => string;

/** A fuzzy search goes by sound, and takes family and first given name for each other; any other by how a name begins. */
function keysOf(
  names: IndexedPerson['names'],
  { begins, sounds }: { readonly begins: KeyOf; readonly sounds: KeyOf },
): ReadonlySet<string> {
  return new Set(
    names.flatMap(({ family = '', given: [first = ''] = [] }) => [begins(family), sounds(family), sounds(first)]),
  );
}

function askedKey({ fuzzy, family, given: [first = ''] }: SearchCriteria): string {
  if (!fuzzy) return beginsKey(family);
  return soundsKey(family === '' ? first : family);
}

/** A wildcard never stands among the first two characters. */
const beginsKey: KeyOf = (name) => `begins ${name.toLowerCase().slice(0, 2)}`;
const soundsKey: KeyOf = (name) => `sounds ${soundex(name)}`;

function bornBetween(group: readonly Entry[], conditions: readonly DateCondition[]): readonly Entry[] {
  const limits = (open: string) => conditions.filter(({ prefix }) => prefix !== open).map(({ date }) => numberOf(date));
  const first = Math.max(...limits('le'));
  const last = Math.min(...limits('ge'));
  return group.slice(positionOf(group, first), positionOf(group, last + 1));
}

/** Where the first entry stands that is born on this day or later. */
function positionOf(group: readonly Entry[], born: number): number {
  let [low, high] = [0, group.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((group[middle]?.born ?? born) < born) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Not a number for what is no date. */
const numberOf = (date: string): number => (date === '' ? Number.NaN : Number(dayOf(date).replaceAll('-', '')));

function remembering(keyOf: KeyOf): KeyOf {
  const known = new Map<string, string>();
  return (name) => {
    const key = known.get(name) ?? keyOf(name);
    known.set(name, key);
    return key;
  };
}
