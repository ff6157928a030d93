import { STATUS_CODES } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { codingsOf, MEDIA_TYPES, mediaTypeOf, readOperationOutcome, type OperationOutcome } from '@cdg/fhir';
import type { WholeAnswer } from '@cdg/http-client';
import { CallError } from './call-error.ts';
import { isFromSsp, sspError, sspReason } from './ssp-refusal.ts';

const inflate = promisify(gunzip);
const FHIR_TYPES: readonly string[] = [MEDIA_TYPES.fhirJson, MEDIA_TYPES.olderFhirJson, MEDIA_TYPES.json];

/** An OperationOutcome is small. */
const MAX_PLAIN_BYTES = 1_048_576;

/** Statuses that can be about the request or the patient, and so are the consumer's to read. */
const CONSUMERS_BUSINESS = new Set([400, 403, 404, 409, 422]);

/** A provider's or the proxy's refusal, read as far as it can be. */
export interface Refusal {
  /** Undefined where it is no FHIR. */
  readonly outcome: OperationOutcome | undefined;
  /** The body, inflated where it was gzip. */
  readonly plain: Buffer;
}

/** Reads a refusal; one that is not what its coding promises, or that expands too far, is no FHIR. */
export async function readRefusal(refusal: WholeAnswer): Promise<Refusal> {
  const plain = await plainBody(refusal);
  const isFhir = FHIR_TYPES.includes(mediaTypeOf(refusal.header('content-type')));
  const outcome = isFhir && plain !== undefined ? readOperationOutcome(plain) : undefined;
  return { outcome, plain: plain ?? refusal.body };
}

/**
 * Sorts a refusal: undefined for an OperationOutcome about the request or the patient, which is passed on untouched.
 * Faults that are the gateway's own business, the proxy's checks and everything that is not FHIR become errors.
 */
export function refusalAsError(status: number, { outcome }: Refusal): CallError | undefined {
  if (outcome === undefined) return failure(status);
  const reason = sspReason(outcome);
  if (reason !== undefined) return sspError(reason);
  return isAboutTheRequest(status, outcome) ? undefined : failure(status);
}

function isAboutTheRequest(status: number, outcome: OperationOutcome): boolean {
  if (isFromSsp(outcome)) return false;
  if (status === 400 && codingsOf(outcome).some(({ code }) => code === 'BAD_REQUEST')) return false;
  return CONSUMERS_BUSINESS.has(status);
}

function failure(status: number): CallError {
  // A 502 has been tried as often as it may be; only its body could have told more.
  return new CallError(
    status === 502 ? 'upstreamUnavailable' : 'upstreamFailed',
    `Provider request failed: ${STATUS_CODES[status] ?? `status ${status}`}`,
  );
}

async function plainBody({ body, header }: WholeAnswer): Promise<Buffer | undefined> {
  if (!/^x?-?gzip$/i.test(header('content-encoding')?.trim() ?? '')) return body;
  return inflate(body, { maxOutputLength: MAX_PLAIN_BYTES }).catch(() => undefined);
}
