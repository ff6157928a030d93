import type { SearchContext, SearchOperation } from './answer-search.ts';
import { throughIntermediary } from './intermediary.ts';
import { INTERACTION, ORGANIZATION, PARTY_KEY, readSearchTerms } from './search-terms.ts';
import { badRequest } from './service-fault.ts';
import { toEndpoints } from './to-endpoints.ts';

/** The combinations as the service lists them: each in quotes, with nothing between one and the next. */
const COMBINATIONS = [
  [ORGANIZATION, INTERACTION, PARTY_KEY],
  [ORGANIZATION, INTERACTION],
  [ORGANIZATION, PARTY_KEY],
  [INTERACTION, PARTY_KEY],
]
  .map((terms) => `'${terms.join('&')}'`)
  .join('');

/** `GET /Endpoint`: message-handling systems, found by any two of organisation, interaction and party key. */
export function createFindEndpoints({ index, sameKey, newId }: SearchContext): SearchOperation {
  return (query) => {
    const { organization, interaction, partyKey } = readSearchTerms(query, ['organization', 'identifier']);
    if ([organization, interaction, partyKey].filter((term) => term !== undefined).length < 2) {
      throw badRequest(`Missing or invalid query parameters. Should one of following combinations: [${COMBINATIONS}]`);
    }
    return () =>
      index
        .messageHandlingSystems({ organization, partyKey, interaction })
        .filter((system) => partyKey === undefined || sameKey(system.nhsMHSPartyKey, partyKey))
        .map((system) => throughIntermediary(system, index))
        .flatMap((system) => toEndpoints(system, newId));
  };
}
