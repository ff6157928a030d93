import type { HumanName, Patient, Period } from 'fhir/r4.js';
import { compareSound, compareText } from './compare-text.ts';
import { meetsAll } from './date-condition.ts';
import { withoutSpaces, type SearchCriteria } from './search-criteria.ts';

/** What is left of a score when something is only nearly so: a former name, names the wrong way round, and the like. */
const NEARLY = 0.9;

const SEARCHED_NAMES: readonly string[] = ['usual', 'nickname', 'temp'];

/** What a search asks for, and on which day. */
export interface Search {
  readonly criteria: SearchCriteria;
  readonly today: string;
}

/**
 * How well a patient matches, from 0 for not at all to 1 for exactly. PDS does not publish how it scores; here every
 * criterion that does not match exactly takes its part off.
 */
export function matchPatient(patient: Patient, search: Search): number {
  const { gender } = search.criteria;
  const product =
    scoreNames(patient, search) *
    (gender === '' || patient.gender === gender ? 1 : 0) *
    scorePostcode(patient, search) *
    scoreTelecom(patient, search) *
    scorePractice(patient, search) *
    scoreDeath(patient, search);
  return Math.round(product * 10_000) / 10_000;
}

/** Tells whether a name, address or contact has not ended. */
export function isCurrent({ period }: { readonly period?: Period | undefined }, today: string): boolean {
  return period?.end === undefined || period.end >= today;
}

function scoreNames({ name = [] }: Patient, search: Search): number {
  const scores = name.map((each) => {
    const current = SEARCHED_NAMES.includes(each.use ?? '') && isCurrent(each, search.today);
    return scoreName(each, search.criteria) * weightOf(current, search);
  });
  return Math.max(0, ...scores);
}

function scoreName({ family = '', given = [] }: HumanName, criteria: SearchCriteria): number {
  const compare = criteria.fuzzy ? compareSound : compareText;
  const { family: askedFamily, given: askedGiven } = criteria;
  const straight = scoreFamily(askedFamily, family, compare) * scoreGiven(askedGiven, given, compare);
  if (!criteria.fuzzy || askedFamily === '' || askedGiven.length === 0) return straight;
  const transposed = scoreFamily(askedFamily, given[0] ?? '', compare) * scoreGiven(askedGiven, [family], compare);
  return Math.max(straight, transposed * NEARLY);
}

type Compare = (asked: string, held: string) => number;

function scoreFamily(asked: string, held: string, compare: Compare): number {
  return asked === '' ? 1 : compare(asked, held);
}

/** The first name asked for must be the first held; the others may stand anywhere after it. */
function scoreGiven([first, ...others]: readonly string[], held: readonly string[], compare: Compare): number {
  if (first === undefined) return 1;
  return others
    .map((asked) => Math.max(0, ...held.slice(1).map((each) => compare(asked, each))))
    .reduce((product, score) => product * score, compare(first, held[0] ?? ''));
}

function scorePostcode({ address = [] }: Patient, search: Search): number {
  const { postcode } = search.criteria;
  if (postcode === '') return 1;
  const scores = address.map(
    (each) =>
      compareText(postcode, withoutSpaces(each.postalCode ?? '')) * weightOf(isCurrent(each, search.today), search),
  );
  return Math.max(0, ...scores);
}

/** E-mail addresses match in any case, telephone numbers only as they stand. */
function scoreTelecom({ telecom = [] }: Patient, search: Search): number {
  const { email, phone } = search.criteria;
  const scoreOf = (system: string, value: string) => {
    if (value === '') return 1;
    const held = telecom.filter((each) => each.system === system && each.value?.toLowerCase() === value.toLowerCase());
    return Math.max(0, ...held.map((each) => weightOf(isCurrent(each, search.today), search)));
  };
  return scoreOf('email', email) * scoreOf('phone', phone);
}

function scorePractice({ generalPractitioner = [] }: Patient, { criteria }: Search): number {
  const { practice } = criteria;
  const held = generalPractitioner[0]?.identifier?.value ?? '';
  return practice === '' || practice.toUpperCase() === held.toUpperCase() ? 1 : mismatch(criteria);
}

function scoreDeath({ deceasedDateTime }: Patient, { criteria }: Search): number {
  if (criteria.deathDate.length === 0) return 1;
  const meets = deceasedDateTime !== undefined && meetsAll(criteria.deathDate, deceasedDateTime.slice(0, 10));
  return meets ? 1 : mismatch(criteria);
}

/** A fuzzy search does not look at practice and death, but scores by them. */
function mismatch({ fuzzy }: SearchCriteria): number {
  return fuzzy ? NEARLY : 0;
}

/** What is over counts only where history is searched, which a fuzzy search always does. */
function weightOf(current: boolean, { criteria: { history, fuzzy } }: Search): number {
  if (current) return 1;
  return history || fuzzy ? NEARLY : 0;
}
