import { isUuid } from '@cdg/fhir';
import { SSP_HEADERS } from '@cdg/gp-connect';
import type { IncomingMessage } from 'node:http';
import { RequestRefused } from '../outcomes.ts';

export interface SspHeaders {
  readonly traceId: string;
  readonly from: string;
  readonly interactionId: string;
}

/**
 * Checks the four headers of the Spine Secure Proxy but for what the interaction id means: each stands once, the trace
 * id is a UUID, and the call is addressed to this practice's own system. Source: GP Connect 1.6.2, SSP headers.
 */
export function checkSspHeaders(req: IncomingMessage, ownAsid: string): SspHeaders {
  const traceId = single(req, SSP_HEADERS.traceId);
  if (!isUuid(traceId)) throw new RequestRefused('BAD_REQUEST', `${SSP_HEADERS.traceId} is not a UUID`);
  const from = single(req, SSP_HEADERS.from);
  const to = single(req, SSP_HEADERS.to);
  if (to !== ownAsid) {
    throw new RequestRefused('BAD_REQUEST', `${SSP_HEADERS.to} is not the ASID of the system at this address`);
  }
  return { traceId, from, interactionId: single(req, SSP_HEADERS.interactionId) };
}

function single(req: IncomingMessage, name: string): string {
  const values = req.headersDistinct[name.toLowerCase()] ?? [];
  if (values.length > 1) throw new RequestRefused('BAD_REQUEST', `${name} stands more than once`);
  const value = values[0]?.trim() ?? '';
  if (value === '') throw new RequestRefused('BAD_REQUEST', `${name} is missing or empty`);
  return value;
}
