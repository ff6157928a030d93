import { z } from 'zod';
import { RequestRefused } from '../outcomes.ts';

const BASE64URL = /^[A-Za-z0-9_-]+$/;
const resource = z.record(z.string(), z.unknown()).refine((value) => Object.keys(value).length > 0, 'is empty');
const webAddress = z.url({ protocol: /^https?$/ });

/** The ten claims, all mandatory. Source: GP Connect 1.6.2, cross-organisation audit and provenance. */
const claimsSchema = z.object({
  iss: webAddress,
  sub: z.string().min(1),
  aud: z.string().min(1),
  iat: z.int(),
  exp: z.int(),
  reason_for_request: z.string().min(1),
  requested_scope: z.string().min(1),
  requesting_device: resource,
  requesting_organization: resource,
  requesting_practitioner: resource,
});

export type AuditClaims = z.output<typeof claimsSchema>;

/** Reads the unsigned token of an Authorization header. @throws RequestRefused 400 BAD_REQUEST for any fault of form or claim */
export function readAuditToken(authorization: string | undefined): AuditClaims {
  const [, token] = /^Bearer ([^ ]+)$/.exec(authorization ?? '') ?? [];
  if (token === undefined) throw new RequestRefused('BAD_REQUEST', 'Authorization is missing or is no bearer token');
  const [header = '', payload = '', signature, ...rest] = token.split('.');
  if (signature !== '' || rest.length > 0) {
    throw new RequestRefused(
      'BAD_REQUEST',
      'The bearer token must be an unsigned JWT: header, payload and an empty third part',
    );
  }
  const { alg, typ } = decodePart(header);
  if (alg !== 'none' || typ !== 'JWT') {
    throw new RequestRefused('BAD_REQUEST', 'The header of the bearer token must be {"alg":"none","typ":"JWT"}');
  }
  return parseClaims(decodePart(payload));
}

function decodePart(part: string): Record<string, unknown> {
  const malformed = 'The bearer token is not base64url-encoded JSON';
  if (!BASE64URL.test(part)) throw new RequestRefused('BAD_REQUEST', malformed);
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(Buffer.from(part, 'base64url').toString('utf8')));
  } catch (cause) {
    throw new RequestRefused('BAD_REQUEST', malformed, { cause });
  }
}

function parseClaims(payload: Record<string, unknown>): AuditClaims {
  const claims = claimsSchema.safeParse(payload);
  if (claims.success) return claims.data;
  const name = claims.error.issues[0]?.path[0];
  const problem = payload[String(name)] === undefined ? 'is missing' : 'is empty or of the wrong type';
  throw new RequestRefused('BAD_REQUEST', `Claim ${String(name)} of the bearer token ${problem}`);
}
