import { PdsFault } from '../pds-fault.ts';
import { parseDateCondition, type DateCondition } from './date-condition.ts';

const PARAMETERS: readonly string[] = [
  '_exact-match',
  '_fuzzy-match',
  '_history',
  '_max-results',
  'address-postalcode',
  'address-postcode',
  'birthdate',
  'death-date',
  'email',
  'family',
  'gender',
  'general-practitioner',
  'given',
  'phone',
];
const GENDERS: readonly string[] = ['male', 'female', 'other', 'unknown'];
const LONGEST_NAME = 35;
const TOO_LITTLE =
  "Invalid search data provided - 'No searches were performed as the search criteria did not meet the minimum requirements'";

/** What to look for; an empty text or list says nothing about it. */
export interface SearchCriteria {
  readonly family: string;
  readonly given: readonly string[];
  readonly gender: string;
  readonly birthDate: readonly DateCondition[];
  readonly deathDate: readonly DateCondition[];
  readonly postcode: string;
  readonly practice: string;
  readonly email: string;
  readonly phone: string;
  readonly fuzzy: boolean;
  readonly exact: boolean;
  readonly history: boolean;
}

/**
 * Reads the query of a search.
 *
 * @throws PdsFault for the first thing that is wrong: unknown parameters, values, then what is missing
 */
export function readSearchCriteria(query: URLSearchParams): SearchCriteria {
  if (query.size === 0) throw new PdsFault('unsupportedService');
  refuseUnknown(query);
  const text = (name: string) => query.get(name)?.trim() ?? '';
  const criteria = {
    birthDate: dates(query, 'birthdate'),
    deathDate: dates(query, 'death-date'),
    family: name(query, 'family')[0] ?? '',
    given: name(query, 'given'),
    gender: oneOf(query, 'gender', GENDERS),
    fuzzy: oneOf(query, '_fuzzy-match', ['true', 'false']) === 'true',
    exact: oneOf(query, '_exact-match', ['true', 'false']) === 'true',
    history: oneOf(query, '_history', ['true', 'false']) === 'true',
    postcode: withoutSpaces(text('address-postalcode') || text('address-postcode')),
    practice: text('general-practitioner'),
    email: text('email'),
    phone: text('phone'),
  };
  if (query.has('address-postalcode') && query.has('address-postcode')) {
    throw new PdsFault('invalidSearch', badSearch('address-postcode and address-postalcode must not both be given'));
  }
  refuseMisplacedWildcards(criteria);
  refuseTooLittle(criteria);
  return criteria;
}

/** Postcodes are compared without their spaces. */
export function withoutSpaces(text: string): string {
  return text.replaceAll(/\s/g, '');
}

function refuseUnknown(query: URLSearchParams): void {
  const unknown = [...new Set(query.keys())].filter((parameter) => !PARAMETERS.includes(parameter));
  if (unknown.length === 0) return;
  const names = `${unknown.map((each) => `'${each}'`).join(', ')} ${unknown.length === 1 ? 'was' : 'were'} unexpected`;
  throw new PdsFault(
    'unknownParameters',
    `Invalid request with error - Additional properties are not allowed (${names})`,
  );
}

function dates(query: URLSearchParams, parameter: string): DateCondition[] {
  return query.getAll(parameter).map((text) => parseDateCondition(text) ?? refuseValue(text, parameter));
}

function name(query: URLSearchParams, parameter: string): string[] {
  const given = query.getAll(parameter).map((text) => text.trim());
  const tooLong = given.find((text) => text.length > LONGEST_NAME);
  if (tooLong !== undefined) refuseValue(tooLong, parameter);
  return given.filter((text) => text !== '');
}

function oneOf(query: URLSearchParams, parameter: string, values: readonly string[]): string {
  const given = query.get(parameter);
  if (given !== null && !values.includes(given)) refuseValue(given, parameter);
  return given ?? '';
}

function refuseValue(value: string, parameter: string): never {
  throw new PdsFault('invalidParameter', `Invalid value - '${value}' in field '${parameter}'`);
}

function refuseMisplacedWildcards({ family, given, postcode, fuzzy }: SearchCriteria): void {
  for (const text of [family, ...given, postcode]) {
    if (fuzzy && text.includes('*')) {
      throw new PdsFault('invalidSearch', badSearch('wildcards are not allowed in a fuzzy search'));
    }
    if (text.slice(0, 2).includes('*')) {
      throw new PdsFault('invalidSearch', badSearch('wildcards are not allowed in the first two characters'));
    }
  }
}

function refuseTooLittle({ birthDate, family, given, gender, postcode, fuzzy }: SearchCriteria): void {
  if (birthDate.length === 0) {
    throw new PdsFault('missingValue', "Missing value - 'birth_date/birth_date_range_start/birth_date_range_end'");
  }
  const named = family !== '' || given.length > 0;
  const fullyNamed = family !== '' && given.length > 0;
  const enough = fuzzy ? fullyNamed || (named && gender !== '' && postcode !== '') : family !== '';
  if (!enough) throw new PdsFault('invalidSearch', TOO_LITTLE);
}

const badSearch = (what: string) => `Invalid search data provided - '${what}'`;
