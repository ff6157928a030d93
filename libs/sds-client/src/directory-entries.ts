import { SYSTEMS, type SdsDevice, type SdsEndpoint } from '@cdg/fhir';

const INTERACTION_EXTENSION = 'https://fhir.nhs.uk/StructureDefinition/Extension-SDS-NhsServiceInteractionId';

/** A system accredited for an interaction. */
export interface Device {
  /** Undefined when SDS has none, or a blank one. */
  readonly asid: string | undefined;
  readonly partyKey: string | undefined;
}

/** Where a system answers an interaction. */
export interface Endpoint {
  /** The service root URL exactly as SDS has it; undefined when SDS has none, or a blank one. */
  readonly address: string | undefined;
  readonly partyKey: string | undefined;
}

type Identifiers = SdsDevice['identifier'];

/** Reads ASID and party key by their systems, never by position. */
export function deviceOf(device: SdsDevice): Device {
  return { asid: valueOf(device.identifier, SYSTEMS.asid), partyKey: valueOf(device.identifier, SYSTEMS.partyKey) };
}

/** Reads address and party key. */
export function endpointOf(endpoint: SdsEndpoint): Endpoint {
  return { address: given(endpoint.address), partyKey: valueOf(endpoint.identifier, SYSTEMS.partyKey) };
}

/** Whether an Endpoint is about this organisation and interaction, as far as it says. */
export function isFor(endpoint: SdsEndpoint, query: { odsCode: string; interactionId: string }): boolean {
  const organisation = endpoint.managingOrganization?.identifier?.value;
  const interactions = (endpoint.extension ?? [])
    .filter(({ url }) => url === INTERACTION_EXTENSION)
    .map(({ valueReference }) => valueReference?.identifier?.value);
  return (
    (organisation === undefined || organisation.toUpperCase() === query.odsCode.toUpperCase()) &&
    (interactions.length === 0 || interactions.includes(query.interactionId))
  );
}

function valueOf(identifiers: Identifiers, system: string): string | undefined {
  return given(identifiers?.find((identifier) => identifier.system === system)?.value);
}

function given(text: string | undefined): string | undefined {
  return text?.trim() ? text : undefined;
}
