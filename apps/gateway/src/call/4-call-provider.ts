import type { CallContext } from '@cdg/http-client';
import type { ProviderAnswer, ProviderClient } from '@cdg/provider-client';
import type { Caller } from '../identity/caller.ts';
import type { ConsumerRequest } from './1-validate-request.ts';
import type { ProviderSystem } from './3-find-systems-in-sds.ts';
import { permittedServiceRoot, type ProviderPolicy } from './provider-policy.ts';

export interface ProviderRoute {
  readonly consumerAsid: string;
  readonly provider: ProviderSystem;
}

export interface ProviderServices {
  readonly providers: ProviderClient;
  readonly policy: ProviderPolicy;
}

/**
 * Step 4: calls the practice's system with the consumer's body, byte for byte.
 *
 * @throws CallError 502 when the address from SDS may not be called
 * @throws UpstreamError when the provider gives no usable answer
 */
export async function callProvider(
  { providers, policy }: ProviderServices,
  { request, caller, route }: { request: ConsumerRequest; caller: Caller; route: ProviderRoute },
  context: CallContext,
): Promise<ProviderAnswer> {
  const { interaction, traceId, body, acceptsGzip } = request;
  return providers.call(
    {
      interaction,
      serviceRoot: permittedServiceRoot(route.provider.address, policy),
      traceId,
      fromAsid: route.consumerAsid,
      toAsid: route.provider.asid,
      audit: caller.claims,
      body,
      acceptsGzip,
    },
    context,
  );
}
