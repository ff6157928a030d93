import { STATUS_CODES } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { codingsOf, MEDIA_TYPES, mediaTypeOf, readOperationOutcome, type OperationOutcome } from '@cdg/fhir';
import { SSP_CODE_SYSTEM } from '@cdg/gp-connect';
import type { WholeAnswer } from '@cdg/http-client';
import { CallError } from './call-error.ts';

const inflate = promisify(gunzip);
const FHIR_TYPES: readonly string[] = [MEDIA_TYPES.fhirJson, MEDIA_TYPES.olderFhirJson, MEDIA_TYPES.json];

/** Statuses that can be about the request or the patient, and so are the consumer's to read. */
const CONSUMERS_BUSINESS = new Set([400, 403, 404, 409, 422]);

export interface Refusal {
  /** What the caller sees instead; undefined when the provider's own answer is passed on. */
  readonly error: CallError | undefined;
  /** The body, inflated where it was gzip. */
  readonly plain: Buffer;
}

/**
 * Sorts a provider's refusal: an OperationOutcome about the request or the patient is passed on untouched; faults that
 * are the gateway's own business, the proxy's checks and everything that is not FHIR become a 502, or a 504.
 */
export async function refusalAsError(refusal: WholeAnswer, maxBytes: number): Promise<Refusal> {
  const plain = await plainBody(refusal, maxBytes);
  const isFhir = FHIR_TYPES.includes(mediaTypeOf(refusal.header('content-type')));
  const outcome = isFhir && plain !== undefined ? readOperationOutcome(plain) : undefined;
  const isForConsumer = outcome !== undefined && isAboutTheRequest(refusal.status, outcome);
  return { error: isForConsumer ? undefined : failure(refusal.status), plain: plain ?? refusal.body };
}

function isAboutTheRequest(status: number, outcome: OperationOutcome): boolean {
  const codings = codingsOf(outcome);
  if (codings.some(({ system }) => system === SSP_CODE_SYSTEM)) return false;
  if (status === 400 && codings.some(({ code }) => code === 'BAD_REQUEST')) return false;
  return CONSUMERS_BUSINESS.has(status);
}

function failure(status: number): CallError {
  // A 502 has been tried as often as it may be; only its body could have told more.
  return new CallError(
    status === 502 ? 'upstreamUnavailable' : 'upstreamFailed',
    `Provider request failed: ${STATUS_CODES[status] ?? `status ${status}`}`,
  );
}

async function plainBody({ body, header }: WholeAnswer, maxBytes: number): Promise<Buffer | undefined> {
  if (!/^x?-?gzip$/i.test(header('content-encoding')?.trim() ?? '')) return body;
  return inflate(body, { maxOutputLength: maxBytes }).catch(() => undefined);
}
