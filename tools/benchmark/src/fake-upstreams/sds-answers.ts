import { randomUUID } from 'node:crypto';
import { MEDIA_TYPES, SYSTEMS } from '@cdg/fhir';
import { INTERACTIONS } from '@cdg/gp-connect';
import { asidOf } from '../patients.ts';
import type { Answer } from './serve-http.ts';

const EXTENSIONS = 'https://fhir.nhs.uk/StructureDefinition';
const ORGANISATION = /organization=[^&]*(?:\||%7C)([A-Z]\d\d)(?:&|$)/i;

/** SDS: every practice has an Endpoint at `serviceRoot` and a Device, every consumer a Device. */
export function createSdsAnswers(serviceRoot: (odsCode: string) => string): Answer {
  return ({ target, head }) => {
    const odsCode = ORGANISATION.exec(target)?.[1];
    if (odsCode === undefined) return { status: 400, contentType: MEDIA_TYPES.fhirJson, body: [Buffer.from('{}')] };
    if (!/\r\napikey: /i.test(head)) return { status: 401, contentType: MEDIA_TYPES.json, body: [Buffer.from('{}')] };
    const isEndpoint = target.startsWith('/spine-directory/FHIR/R4/Endpoint?');
    const resource = isEndpoint ? endpoint(odsCode, serviceRoot(odsCode)) : device(odsCode);
    return { status: 200, contentType: MEDIA_TYPES.fhirJson, body: [Buffer.from(searchset(target, resource))] };
  };
}

function searchset(target: string, resource: { readonly resourceType: string; readonly id: string }): string {
  const bundle = {
    resourceType: 'Bundle',
    id: randomUUID().toUpperCase(),
    type: 'searchset',
    total: 1,
    link: [{ relation: 'self', url: `http://sds.example${decodeURIComponent(target)}` }],
    entry: [
      {
        fullUrl: `http://sds.example/${resource.resourceType}/${resource.id}`,
        resource,
        search: { mode: 'match' },
      },
    ],
  };
  return JSON.stringify(bundle, null, 2);
}

const identified = (system: string, value: string) => ({ identifier: { system, value } });

const interaction = {
  url: `${EXTENSIONS}/Extension-SDS-NhsServiceInteractionId`,
  valueReference: identified(SYSTEMS.interactionId, INTERACTIONS.getStructuredRecord.id),
};

function device(odsCode: string) {
  return {
    resourceType: 'Device',
    id: randomUUID().toUpperCase(),
    identifier: [
      { system: SYSTEMS.asid, value: asidOf(odsCode) },
      { system: SYSTEMS.partyKey, value: `${odsCode}-0000001` },
    ],
    extension: [
      {
        url: `${EXTENSIONS}/Extension-SDS-ManufacturingOrganisation`,
        valueReference: identified(SYSTEMS.odsCode, 'YGX'),
      },
      interaction,
    ],
    owner: identified(SYSTEMS.odsCode, odsCode),
  };
}

function endpoint(odsCode: string, address: string) {
  return {
    resourceType: 'Endpoint',
    id: randomUUID().toUpperCase(),
    status: 'active',
    connectionType: {
      system: 'http://terminology.hl7.org/CodeSystem/endpoint-connection-type',
      code: 'hl7-fhir-msg',
      display: 'HL7 FHIR Messaging',
    },
    payloadType: [
      {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/endpoint-payload-type', code: 'any', display: 'Any' },
        ],
      },
    ],
    address,
    managingOrganization: identified(SYSTEMS.odsCode, odsCode),
    identifier: [
      { system: 'https://fhir.nhs.uk/Id/nhsMhsFQDN', value: 'gp-system.example' },
      { system: SYSTEMS.partyKey, value: `${odsCode}-0000001` },
      { system: 'https://fhir.nhs.uk/Id/nhsMhsCPAId', value: `S20001A${odsCode}` },
      { system: 'https://fhir.nhs.uk/Id/nhsMHSId', value: `H${odsCode}` },
    ],
    extension: [interaction],
  };
}
