import type { OperationOutcome } from '@cdg/fhir';
import { SSP_CODE_SYSTEM } from '@cdg/gp-connect';
import { CallError } from './call-error.ts';

/** The Spine Secure Proxy's reasons to refuse a call. */
export type SspReason = 'senderNotAccredited' | 'noSharingAgreement' | 'providerNotRegistered' | 'providerUnreachable';

/** By the words in its refusals, behind which it names ASIDs and URLs. Source: Spine Core, Spine Secure Proxy errors. */
const REASONS: readonly (readonly [RegExp, SspReason])[] = [
  [/^ASID_CHECK_FAILED_MESSAGESENDER_/, 'senderNotAccredited'],
  [/^FOT_CHECK_FAILED_/, 'noSharingAgreement'],
  [/^PARTYKEY_INTERACTION_CHECK_FAILED_MESSAGERECEIVER_/, 'providerNotRegistered'],
  [/^ENDPOINT_.*_VARIES_FROM_TARGETURL_/, 'providerNotRegistered'],
  [/^ERROR_COMMUNICATING_TO_ENDPOINT_/, 'providerUnreachable'],
];

/** Whether an OperationOutcome is the proxy's own: its coding system tells it from a provider's. */
export function isFromSsp({ issue }: OperationOutcome): boolean {
  return issue.some(({ details }) => details?.coding?.some(({ system }) => system === SSP_CODE_SYSTEM) === true);
}

/** Why the proxy refused, as far as its words are known. */
export function sspReason(outcome: OperationOutcome): SspReason | undefined {
  if (!isFromSsp(outcome)) return undefined;
  const words = outcome.issue.map(({ diagnostics = '' }) => diagnostics);
  return REASONS.find(([pattern]) => words.some((text) => pattern.test(text)))?.[1];
}

/** What the consumer sees of it; its words are not repeated. */
export function sspError(reason: SspReason): CallError {
  switch (reason) {
    case 'senderNotAccredited':
      return new CallError('accessDenied', "The consumer's system is not accredited for this interaction");
    case 'noSharingAgreement':
      return new CallError('noSharingAgreement', 'No data sharing agreement between consumer and provider');
    case 'providerNotRegistered':
      return new CallError('upstreamFailed', 'Provider is not registered for this interaction at this endpoint');
    case 'providerUnreachable':
      return new CallError('upstreamUnavailable', 'Provider unreachable through the Spine Secure Proxy');
  }
}
