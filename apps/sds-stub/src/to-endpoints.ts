import { SYSTEMS } from '@cdg/fhir';
import { onlyValue, type MessageHandlingSystem } from './directory-records.ts';
import { identifiers, interactionExtension, organisation, unlessEmpty } from './resource-elements.ts';

const ID = 'https://fhir.nhs.uk/Id';
const RELIABILITY_EXTENSION = 'https://fhir.nhs.uk/StructureDefinition/Extension-SDS-ReliabilityConfiguration';

/** Constants in every Endpoint, whatever the system behind it speaks. */
const CONNECTION_TYPE = {
  system: 'http://terminology.hl7.org/CodeSystem/endpoint-connection-type',
  code: 'hl7-fhir-msg',
  display: 'HL7 FHIR Messaging',
};
const PAYLOAD_TYPE = {
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/endpoint-payload-type', code: 'any', display: 'Any' }],
};

/** A message-handling system as FHIR Endpoints: one for each address, or one without address. Never with an ASID. */
export function toEndpoints(system: MessageHandlingSystem, newId: () => string) {
  const addresses = system.nhsMHSEndPoint.length > 0 ? system.nhsMHSEndPoint : [''];
  return addresses.map((address) => ({
    resourceType: 'Endpoint',
    id: newId(),
    status: 'active',
    connectionType: CONNECTION_TYPE,
    payloadType: [PAYLOAD_TYPE],
    address: unlessEmpty(address),
    managingOrganization: organisation(system.nhsIDCode),
    identifier: identifiers(
      [`${ID}/nhsMhsFQDN`, system.nhsMhsFQDN],
      [SYSTEMS.partyKey, system.nhsMHSPartyKey],
      [`${ID}/nhsMhsCPAId`, system.nhsMhsCPAId],
      [`${ID}/nhsMHSId`, onlyValue(system.uniqueIdentifier, 'uniqueIdentifier')],
    ),
    extension: unlessEmpty([
      ...reliabilityExtensions(system),
      ...(system.nhsMhsSvcIA === '' ? [] : [interactionExtension(system.nhsMhsSvcIA)]),
    ]),
  }));
}

function reliabilityExtensions(system: MessageHandlingSystem) {
  const parts = [
    { url: 'nhsMHSSyncReplyMode', valueString: system.nhsMHSSyncReplyMode },
    { url: 'nhsMHSRetryInterval', valueString: system.nhsMHSRetryInterval },
    { url: 'nhsMHSRetries', valueInteger: system.nhsMHSRetries },
    { url: 'nhsMHSPersistDuration', valueString: system.nhsMHSPersistDuration },
    { url: 'nhsMHSDuplicateElimination', valueString: system.nhsMHSDuplicateElimination },
    { url: 'nhsMHSAckRequested', valueString: system.nhsMHSAckRequested },
    { url: 'nhsMHSActor', valueString: onlyValue(system.nhsMHSActor, 'nhsMHSActor') },
  ].filter((part) => part.valueString !== '' && part.valueInteger !== 0);
  return parts.length > 0 ? [{ url: RELIABILITY_EXTENSION, extension: parts }] : [];
}
