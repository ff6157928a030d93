import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workspaceRoot } from '@cdg/child-processes';
import { ensureDevelopmentKeys } from '@cdg/keys';
import { PDS_STUB_API_KEY, PDS_STUB_KEY_ID } from '@cdg/test-data';
import { importPKCS8, SignJWT } from 'jose';
import { z } from 'zod';
import { withGiven, type MoreHeaders } from './headers.ts';

const grantedSchema = z.object({ access_token: z.string() });
const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** A working access token of the PDS stub. */
export async function accessToken(pdsStub: string): Promise<string> {
  const response = await fetch(`${pdsStub}/_stub/tokens`, { method: 'POST' });
  return grantedSchema.parse(await response.json()).access_token;
}

/** Asks for something below PDS's FHIR base URL. */
export function askPds(fhirBase: string, path: string, headers: MoreHeaders): Promise<Response> {
  const well = { 'X-Request-ID': randomUUID(), 'NHSD-End-User-Organisation-ODS': 'S55555' };
  return fetch(`${fhirBase}${path}`, { headers: withGiven(well, headers) });
}

/** Asks for a token; fields that are given take the place of good ones. */
export function askForToken(
  tokenUrl: string,
  fields: Readonly<Record<string, string>>,
  headers: MoreHeaders = {},
): Promise<Response> {
  const good = { grant_type: 'client_credentials', client_assertion_type: JWT_BEARER };
  return fetch(tokenUrl, {
    method: 'POST',
    headers: withGiven({ 'Content-Type': 'application/x-www-form-urlencoded' }, headers),
    body: new URLSearchParams({ ...good, ...fields }).toString(),
  });
}

/** An assertion of the development application, signed with its key. */
export async function signedAssertion(audience: string, subject: string = PDS_STUB_API_KEY): Promise<string> {
  const { privateKeyFile } = await ensureDevelopmentKeys(join(workspaceRoot, '.local/keys'));
  const key = await importPKCS8(await readFile(privateKeyFile, 'utf8'), 'RS512');
  return new SignJWT({ jti: randomUUID() })
    .setProtectedHeader({ alg: 'RS512', typ: 'JWT', kid: PDS_STUB_KEY_ID })
    .setIssuer(subject)
    .setSubject(subject)
    .setAudience(audience)
    .setExpirationTime('3 minutes')
    .sign(key);
}
