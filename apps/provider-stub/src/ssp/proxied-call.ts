import { SYSTEMS } from '@cdg/fhir';
import { SSP_HEADERS } from '@cdg/gp-connect';
import type { Request } from 'express';
import { z } from 'zod';

/** A call as the proxy understands it; what it cannot read is empty, and fails a check later. */
export interface ProxiedCall {
  readonly method: string;
  readonly contentType: string | undefined;
  /** Verbatim: everything behind `/ssp/`, the query included. */
  readonly targetUrl: string;
  /** The organisation whose service root the target is. */
  readonly receiverOdsCode: string;
  readonly receiverAsid: string;
  /** The organisation that the audit token names. */
  readonly senderOdsCode: string;
  readonly senderAsid: string;
  readonly interactionId: string;
}

const PREFIX = '/ssp/';
const payloadSchema = z.looseObject({
  requesting_organization: z.looseObject({
    identifier: z.array(z.looseObject({ system: z.string().optional(), value: z.string().optional() })),
  }),
});

/** Tells whether a request is one for the proxy to pass on. */
export function isProxied(req: Request): boolean {
  return req.originalUrl.startsWith(PREFIX);
}

export function readProxiedCall(req: Request): ProxiedCall {
  const targetUrl = req.originalUrl.slice(PREFIX.length);
  const [, receiverOdsCode = ''] = /^https?:\/\/[^/]+(?:\/[^?]*)?\/([^/?]+)\/(?:STU3|DSTU2)\//.exec(targetUrl) ?? [];
  return {
    method: req.method,
    contentType: req.get('Content-Type'),
    targetUrl,
    receiverOdsCode,
    receiverAsid: req.get(SSP_HEADERS.to) ?? '',
    senderOdsCode: requestingOrganisation(req.get('Authorization') ?? ''),
    senderAsid: req.get(SSP_HEADERS.from) ?? '',
    interactionId: req.get(SSP_HEADERS.interactionId) ?? '',
  };
}

function requestingOrganisation(authorization: string): string {
  const [, payload = ''] = authorization.split('.');
  try {
    const claims = payloadSchema.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
    const identifiers = claims.requesting_organization.identifier;
    return identifiers.find(({ system }) => system === SYSTEMS.odsCode)?.value ?? '';
  } catch {
    return '';
  }
}
