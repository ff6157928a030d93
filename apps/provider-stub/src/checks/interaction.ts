import { INTERACTIONS, SSP_HEADERS } from '@cdg/gp-connect';
import { RequestRefused } from '../outcomes.ts';
import type { ProviderRoute } from '../route.ts';
import { UNBUILT_INTERACTIONS } from './unbuilt-interactions.ts';

export interface BuiltInteraction {
  readonly id: string;
  readonly method: string;
  readonly capability: ProviderRoute['capability'];
  readonly path: string;
  readonly scope: string;
}

const BUILT: readonly BuiltInteraction[] = [
  { ...INTERACTIONS.getStructuredRecord, capability: 'structured' },
  { ...INTERACTIONS.structuredMetadata, capability: 'structured' },
  { ...INTERACTIONS.foundationsMetadata, capability: 'foundations' },
];

/**
 * Finds the interaction that the header names and holds it to the request's verb and path, in exact case.
 *
 * @throws RequestRefused 400 when the three disagree; 501 when they agree on an interaction this provider does not offer
 */
export function checkInteraction(
  interactionId: string,
  { method, route }: { method: string; route: ProviderRoute },
): BuiltInteraction {
  const built = BUILT.find(({ id }) => id === interactionId);
  if (built !== undefined && fits(built)) return built;
  if (built === undefined && UNBUILT_INTERACTIONS.some((known) => known.id === interactionId && fits(known))) {
    throw new RequestRefused('NOT_IMPLEMENTED', 'This interaction is not offered by this system');
  }
  throw new RequestRefused('BAD_REQUEST', `${SSP_HEADERS.interactionId} does not fit the request's method and path`);

  function fits(known: { method: string; capability: string; path: string | RegExp }): boolean {
    if (known.method !== method || known.capability !== route.capability) return false;
    return typeof known.path === 'string' ? known.path === route.fhirPath : known.path.test(route.fhirPath);
  }
}
