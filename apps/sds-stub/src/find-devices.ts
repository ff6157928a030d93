import type { SearchContext, SearchOperation } from './answer-search.ts';
import { INTERACTION, missingOrInvalid, ORGANIZATION, readSearchTerms } from './search-terms.ts';
import { toDevice } from './to-device.ts';

/** `GET /Device`: the accredited systems of one organisation for one interaction, in the directory's order. */
export function createFindDevices({ index, sameKey, newId }: SearchContext): SearchOperation {
  return (query) => {
    const terms = readSearchTerms(query, ['organization', 'identifier', 'manufacturing-organization']);
    const { organization, interaction, partyKey, manufacturer } = terms;
    if (organization === undefined) throw missingOrInvalid('organization', `'${ORGANIZATION}'`);
    if (interaction === undefined) throw missingOrInvalid('identifier', `'${INTERACTION}'`);
    return () =>
      index
        .accreditedSystems(organization)
        .filter(
          (system) =>
            system.nhsAsSvcIA.includes(interaction) &&
            (partyKey === undefined || sameKey(system.nhsMhsPartyKey, partyKey)) &&
            (manufacturer === undefined || sameKey(system.nhsMhsManufacturerOrg, manufacturer)),
        )
        .map((system) => toDevice(system, newId()));
  };
}
