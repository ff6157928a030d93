import { MEDIA_TYPES, SYSTEMS } from '@cdg/fhir';
import { request } from 'undici';
import { z } from 'zod';
import { SspRefused } from './ssp-refusal.ts';

/** Where SDS says that a system is reached. */
export interface RegisteredEndpoint {
  readonly address: string;
  readonly cpaId: string;
  readonly partyKey: string;
}

/** What the proxy asks the Spine Directory: SDS cannot be searched by ASID, so every question names an organisation. */
export interface SpineDirectory {
  readonly endpointsOf: (odsCode: string, interactionId: string) => Promise<readonly RegisteredEndpoint[]>;
  /** ASIDs of the organisation's systems that are accredited for the interaction; of one party key, when it is given. */
  readonly asidsOf: (odsCode: string, interactionId: string, partyKey?: string) => Promise<readonly string[]>;
}

export interface SpineDirectoryOptions {
  /** Read at each question: a fleet on free ports learns the address after the start. */
  readonly baseUrl: () => string;
  readonly apiKey: string;
  readonly timeoutMs: number;
}

const identifierSchema = z.looseObject({ system: z.string(), value: z.string() });
const resourceSchema = z.looseObject({
  address: z.string().optional(),
  identifier: z.array(identifierSchema).default([]),
});
const searchsetSchema = z.looseObject({ entry: z.array(z.looseObject({ resource: resourceSchema })).default([]) });
type Found = z.output<typeof resourceSchema>;

const CPA_ID = 'https://fhir.nhs.uk/Id/nhsMhsCPAId';

/** Asks an SDS FHIR API. Answers are not kept: the proxy must see a change in SDS at once. */
export function createSpineDirectory(options: SpineDirectoryOptions): SpineDirectory {
  async function search(type: 'Endpoint' | 'Device', tokens: readonly string[]): Promise<readonly Found[]> {
    const query = new URLSearchParams();
    tokens.forEach((token, at) => {
      query.append(at === 0 ? 'organization' : 'identifier', token);
    });
    const url = `${options.baseUrl()}/spine-directory/FHIR/R4/${type}?${query.toString()}`;
    const headers = { apikey: options.apiKey, accept: MEDIA_TYPES.fhirJson };
    try {
      const { statusCode, body } = await request(url, { headers, signal: AbortSignal.timeout(options.timeoutMs) });
      const answer = await body.json();
      if (statusCode !== 200) throw new Error(`SDS answered ${statusCode}`);
      return searchsetSchema.parse(answer).entry.map(({ resource }) => resource);
    } catch (cause) {
      throw new SspRefused(503, 'SPINE_DIRECTORY_NOT_AVAILABLE', cause);
    }
  }

  return {
    endpointsOf: async (odsCode, interactionId) => {
      const found = await search('Endpoint', [organisation(odsCode), interaction(interactionId)]);
      return found.map((endpoint) => ({
        address: endpoint.address ?? '',
        cpaId: valueOf(endpoint, CPA_ID),
        partyKey: valueOf(endpoint, SYSTEMS.partyKey),
      }));
    },
    asidsOf: async (odsCode, interactionId, partyKey) => {
      const party = partyKey === undefined ? [] : [`${SYSTEMS.partyKey}|${partyKey}`];
      const found = await search('Device', [organisation(odsCode), interaction(interactionId), ...party]);
      return found.map((device) => valueOf(device, SYSTEMS.asid)).filter((asid) => asid !== '');
    },
  };
}

const organisation = (odsCode: string) => `${SYSTEMS.odsCode}|${odsCode}`;
const interaction = (id: string) => `${SYSTEMS.interactionId}|${id}`;

function valueOf({ identifier }: Found, system: string): string {
  return identifier.find((candidate) => candidate.system === system)?.value ?? '';
}
