import type { CallContext } from '@cdg/http-client';
import type { Device, Endpoint, SdsClient } from '@cdg/sds-client';
import { CallError } from '../errors/call-error.ts';
import type { ConsumerRequest } from './1-validate-request.ts';
import { settled } from './settled.ts';

/** The practice's system that answers an interaction. */
export interface ProviderSystem {
  readonly asid: string;
  /** The service root URL exactly as SDS has it. */
  readonly address: string;
}

interface Organisation {
  readonly role: 'provider' | 'consumer';
  readonly odsCode: string;
}

/**
 * Step 3, the consumer's half: finds the ASID that the consumer is accredited with for the interaction.
 *
 * @throws CallError 404 when it has none, 502 when it has several
 * @throws UpstreamError when SDS cannot be asked
 */
export async function findConsumerAsid(
  sds: SdsClient,
  request: ConsumerRequest,
  context: CallContext,
): Promise<string> {
  const consumer = { role: 'consumer', odsCode: request.consumerOds } as const;
  const devices = await sds.findDevices(queryFor(request, consumer.odsCode), context);
  if (devices.length === 0) throw unknownOrganisation(consumer);
  const asids = new Set(devices.map(({ asid }) => asid).filter((asid) => asid !== undefined));
  const [asid] = asids;
  if (asid === undefined) throw lacks('ASID', consumer);
  if (asids.size > 1) throw ambiguous(consumer);
  return asid;
}

/**
 * Step 3, the practice's half: finds the one system of the practice that answers the interaction. A practice may have
 * several: Endpoint and Device belong together by their party key. When both look-ups fail, the Endpoint's error is thrown.
 * `fresh` asks past every cache.
 *
 * @throws CallError 404 when there is none, 502 when more than one complete pair remains
 * @throws UpstreamError when SDS cannot be asked
 */
export async function findProviderSystem(
  sds: SdsClient,
  { request, odsCode, fresh = false }: { request: ConsumerRequest; odsCode: string; fresh?: boolean },
  context: CallContext,
): Promise<ProviderSystem> {
  const provider = { role: 'provider', odsCode } as const;
  const query = { ...queryFor(request, odsCode), fresh };
  const devicesFound = settled(sds.findDevices(query, context));
  const endpoints = await sds.findEndpoints(query, context);
  const devices = await devicesFound();
  if (endpoints.length === 0 && devices.length === 0) throw unknownOrganisation(provider);

  const pairs = completePairs(endpoints, devices);
  const [pair, ...others] = pairs;
  if (pair === undefined) throw lacks(missingHalf(endpoints, devices), provider);
  if (others.length > 0) throw ambiguous(provider);
  return pair;
}

/** Every different pair of an address and an ASID under one party key. */
function completePairs(endpoints: readonly Endpoint[], devices: readonly Device[]): ProviderSystem[] {
  const pairs = endpoints.flatMap(({ address, partyKey }) =>
    devices
      .filter((device) => samePartyKey(device.partyKey, partyKey))
      .flatMap(({ asid }) => (asid === undefined || address === undefined ? [] : [{ asid, address }])),
  );
  if (pairs.length <= 1) return pairs;
  return [...new Map(pairs.map((pair) => [`${pair.asid} ${pair.address}`, pair])).values()];
}

/** Why no pair is complete. The endpoint is to blame only where an ASID would have been there for it. */
function missingHalf(endpoints: readonly Endpoint[], devices: readonly Device[]): 'ASID' | 'endpoint' {
  const hasAddress = endpoints.some(({ address }) => address !== undefined);
  const hasAsid = devices.some(({ asid }) => asid !== undefined);
  return hasAsid && !hasAddress ? 'endpoint' : 'ASID';
}

/** Party keys compare without regard to case, as SDS itself compares them. */
function samePartyKey(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && one.toUpperCase() === other?.toUpperCase();
}

function queryFor({ interaction, correlationId }: ConsumerRequest, odsCode: string) {
  return { odsCode, interactionId: interaction.id, correlationId };
}

function unknownOrganisation({ role, odsCode }: Organisation): CallError {
  return new CallError('organisationNotFound', `No SDS org found for ${role} ODS code ${odsCode}`);
}

function lacks(what: 'ASID' | 'endpoint', { role, odsCode }: Organisation): CallError {
  return new CallError(
    'organisationNotFound',
    `SDS result for ${role} ODS code ${odsCode} did not contain a current ${what}`,
  );
}

function ambiguous({ role, odsCode }: Organisation): CallError {
  return new CallError('upstreamFailed', `SDS result for ${role} ODS code ${odsCode} is ambiguous`);
}
