import { INTERACTIONS } from '@cdg/gp-connect';
import { CONSUMERS, PRACTICES } from '@cdg/test-data';
import type { Api } from './api.ts';
import { upstreamDescription } from './upstream-description.ts';

const organisations = [...Object.values(PRACTICES), ...Object.values(CONSUMERS)].map(({ odsCode }) => odsCode);
const term = (system: string) => (value: string) => `https://fhir.nhs.uk/Id/${system}|${value}`;

/** A term may have any value after its system but a blank one, which counts as absent. */
const anyTerm = (system: string) => ({
  type: 'string',
  pattern: `^https://fhir\\.nhs\\.uk/Id/${system}\\|[\\s\\S]*\\S`,
});
const INTERACTION = { $ref: '#/components/schemas/InteractionTerm' };
const PARTY_KEY = { $ref: '#/components/schemas/PartyKeyTerm' };
const identifiers = { type: 'array', minItems: 1, items: { anyOf: [INTERACTION, PARTY_KEY] } };
const UUID = '[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';

export const sds: Api = {
  name: 'sds',
  description: upstreamDescription('sds'),
  formats: {
    'organisation-term': organisations.map(term('ods-organization-code')),
    'interaction-term': [INTERACTIONS.getStructuredRecord.id].map(term('nhsServiceInteractionId')),
    'party-key-term': [PRACTICES.main.partyKey, PRACTICES.severalSystems.partyKey].map(term('nhsMhsPartyKey')),
  },
  parameterFormats: { organization: 'organisation-term' },
  schemaFormats: { InteractionTerm: 'interaction-term', PartyKeyTerm: 'party-key-term' },
  relaxed: {
    parameters: {
      Accept: { required: false, schema: { type: 'string', enum: ['application/fhir+json', '*/*'] } },
      'X-Correlation-Id': { schema: { type: 'string', pattern: `^(${UUID})?$` } },
      // Of several the last counts.
      'findDevices identifier': { schema: { ...identifiers, not: { items: { not: INTERACTION } } } },
      'findEndpoints identifier': { schema: identifiers },
    },
    schemas: {
      OrganisationTerm: anyTerm('ods-organization-code'),
      InteractionTerm: anyTerm('nhsServiceInteractionId'),
      PartyKeyTerm: anyTerm('nhsMhsPartyKey'),
    },
  },
  credentialHeader: 'apikey',
};
