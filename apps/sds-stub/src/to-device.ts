import { SYSTEMS } from '@cdg/fhir';
import { onlyValue, type AccreditedSystem } from './directory-records.ts';
import { identifiers, interactionExtension, organisation, unlessEmpty } from './resource-elements.ts';

const MANUFACTURER_EXTENSION = 'https://fhir.nhs.uk/StructureDefinition/Extension-SDS-ManufacturingOrganisation';

/** An accredited system as a FHIR Device: all its interactions, not only the one that was searched for. */
export function toDevice(system: AccreditedSystem, id: string) {
  const asid = onlyValue(system.uniqueIdentifier, 'uniqueIdentifier');
  const manufacturer = organisation(system.nhsMhsManufacturerOrg);
  return {
    resourceType: 'Device',
    id,
    identifier: identifiers([SYSTEMS.asid, asid], [SYSTEMS.partyKey, system.nhsMhsPartyKey]),
    extension: unlessEmpty([
      ...(manufacturer ? [{ url: MANUFACTURER_EXTENSION, valueReference: manufacturer }] : []),
      ...system.nhsAsSvcIA.map(interactionExtension),
    ]),
    owner: organisation(onlyValue(system.nhsAsClient, 'nhsAsClient')),
  };
}
