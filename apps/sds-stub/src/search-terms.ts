import { SYSTEMS } from '@cdg/fhir';
import { badRequest } from './service-fault.ts';

/** What a search asks for, each term with its system taken off; an absent or blank one is not there. */
export interface SearchTerms {
  readonly organization?: string;
  readonly interaction?: string;
  readonly partyKey?: string;
  readonly manufacturer?: string;
}

export type SearchParameter = 'organization' | 'identifier' | 'manufacturing-organization';

/** How each term is written: the parameter, and the system that stands before the `|`. */
const TERMS: readonly { parameter: SearchParameter; system: string; term: keyof SearchTerms }[] = [
  { parameter: 'organization', system: SYSTEMS.odsCode, term: 'organization' },
  { parameter: 'identifier', system: SYSTEMS.interactionId, term: 'interaction' },
  { parameter: 'identifier', system: SYSTEMS.partyKey, term: 'partyKey' },
  { parameter: 'manufacturing-organization', system: SYSTEMS.odsCode, term: 'manufacturer' },
];

export const ORGANIZATION = `organization=${SYSTEMS.odsCode}|value`;
export const INTERACTION = `identifier=${SYSTEMS.interactionId}|value`;
export const PARTY_KEY = `identifier=${SYSTEMS.partyKey}|value`;
const MANUFACTURER = `manufacturing-organization=${SYSTEMS.odsCode}|value`;

/** The one fault that a parameter, missing or wrong, is answered with; `shouldBe` follows in the service's words. */
export const missingOrInvalid = (parameter: SearchParameter, shouldBe: string) =>
  badRequest(`Missing or invalid '${parameter}' query parameter. Should be ${shouldBe}`);

const ILL_PREFIXED: Record<SearchParameter, string> = {
  organization: `'${ORGANIZATION}'`,
  // The service leaves the list's bracket open.
  identifier: `one or both of: ['${INTERACTION}', '${PARTY_KEY}'`,
  'manufacturing-organization': `'${MANUFACTURER}'`,
};

/**
 * Reads a query's pairs by the service's rules: names and systems match exactly, every occurrence needs its system,
 * a blank value counts as absent, and of one term given twice the last that is not blank wins.
 *
 * @throws ServiceFault of kind `badRequest` at the first pair that breaks a rule
 */
export function readSearchTerms(
  pairs: readonly (readonly [name: string, value: string])[],
  allowed: readonly SearchParameter[],
): SearchTerms {
  const terms: { -readonly [term in keyof SearchTerms]: string } = {};
  for (const [name, given] of pairs) {
    const parameter = allowed.find((each) => each === name);
    if (parameter === undefined) throw badRequest(`Illegal query parameter '${name}'`);
    const row = TERMS.find((each) => each.parameter === parameter && given.startsWith(`${each.system}|`));
    if (row === undefined) throw missingOrInvalid(parameter, ILL_PREFIXED[parameter]);
    // Trimmed as a whole: a space between the `|` and a value stays, and matches nothing.
    const value = given.trim().slice(row.system.length + 1);
    if (value !== '') terms[row.term] = value;
  }
  return terms;
}
