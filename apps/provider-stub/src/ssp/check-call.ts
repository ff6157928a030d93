import { mediaTypeOf } from '@cdg/fhir';
import type { ProxiedCall } from './proxied-call.ts';
import type { RegisteredEndpoint, SpineDirectory } from './spine-directory.ts';
import { SspRefused } from './ssp-refusal.ts';

const METHODS = ['GET', 'POST', 'PUT'];
const MEDIA_TYPE = /^(application\/(fhir\+json|fhir\+xml|json\+fhir|xml\+fhir|json|xml)|text\/xml)$/;

export interface SharingRules {
  /** Tells whether these two systems, by ASID, have an agreement to share data. */
  readonly hasAgreement: (senderAsid: string, receiverAsid: string) => boolean;
}

/**
 * The proxy's checks before it passes a call on: the verb and media type, the sender's accreditation, the receiver's
 * registration, the target to the letter, and the agreement between the two. Source: Spine Core SSP guide.
 */
export async function checkCall(
  call: ProxiedCall,
  { directory, sharing }: { directory: SpineDirectory; sharing: SharingRules },
): Promise<void> {
  checkForm(call);
  const [senders, endpoints] = await Promise.all([
    asidsOfSender(call, directory),
    call.receiverOdsCode === '' ? [] : directory.endpointsOf(call.receiverOdsCode, call.interactionId),
  ]);
  const { senderAsid, receiverAsid } = call;
  if (!senders.includes(senderAsid)) throw forbidden(`ASID_CHECK_FAILED_MESSAGESENDER_${senderAsid}`);
  checkTarget(call, endpoints);
  await checkReceiver(call, { endpoints, directory });
  if (!sharing.hasAgreement(senderAsid, receiverAsid)) {
    throw forbidden(`FOT_CHECK_FAILED_MESSAGESENDER_${senderAsid}_MESSAGERECEIVER_${receiverAsid}`);
  }
}

function checkForm({ method, contentType }: ProxiedCall): void {
  if (!METHODS.includes(method)) throw new SspRefused(405, 'Method_Not_Allowed');
  if (contentType !== undefined && !MEDIA_TYPE.test(mediaTypeOf(contentType))) {
    throw new SspRefused(415, 'Unsupported_Media_Type');
  }
}

async function asidsOfSender(
  { senderOdsCode, interactionId }: ProxiedCall,
  directory: SpineDirectory,
): Promise<readonly string[]> {
  return senderOdsCode === '' || interactionId === '' ? [] : directory.asidsOf(senderOdsCode, interactionId);
}

/** Where SDS knows endpoints of the receiver, the target must begin with one of them, letter by letter. */
function checkTarget({ targetUrl, receiverAsid }: ProxiedCall, endpoints: readonly RegisteredEndpoint[]): void {
  const [first] = endpoints.filter(({ address }) => address !== '');
  if (first === undefined) throw receiverUnknown(receiverAsid);
  if (isAt(targetUrl, endpoints)) return;
  const { address, cpaId } = first;
  throw new SspRefused(400, `ENDPOINT_${address}_CPAID_${cpaId}_VARIES_FROM_TARGETURL_${targetUrl}`);
}

function isAt(targetUrl: string, endpoints: readonly RegisteredEndpoint[]): boolean {
  return endpoints.some(({ address }) => address !== '' && targetUrl.startsWith(`${address}/`));
}

async function checkReceiver(
  { targetUrl, receiverOdsCode, receiverAsid, interactionId }: ProxiedCall,
  { endpoints, directory }: { endpoints: readonly RegisteredEndpoint[]; directory: SpineDirectory },
): Promise<void> {
  const partyKeys = endpoints.filter((endpoint) => isAt(targetUrl, [endpoint])).map(({ partyKey }) => partyKey);
  const asids = await Promise.all(partyKeys.map((key) => directory.asidsOf(receiverOdsCode, interactionId, key)));
  if (!asids.flat().includes(receiverAsid)) throw receiverUnknown(receiverAsid);
}

function receiverUnknown(asid: string): SspRefused {
  return forbidden(`PARTYKEY_INTERACTION_CHECK_FAILED_MESSAGERECEIVER_${asid}`);
}

function forbidden(text: string): SspRefused {
  return new SspRefused(403, text);
}
