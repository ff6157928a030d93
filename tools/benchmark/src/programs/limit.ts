import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { INTERACTIONS } from '@cdg/gp-connect';
import { announce } from './announce.ts';
import { auditToken } from './audit-token.ts';
import { createOrigin, splitUrl, type Origin } from './fast-exchange.ts';
import { readProgramSettings } from './settings.ts';

/**
 * The limit: a bare `node:http` and undici program that makes the gateway's calls, side by side where the gateway does,
 * and nothing else. It reads what it needs with regular expressions, checks nothing, logs nothing, and is as fast as we
 * can make it. Never a gateway: any answer out of the ordinary ends in a broken connection.
 */
const settings = readProgramSettings();
const interaction = encodeURIComponent(INTERACTIONS.getStructuredRecord.id);
const pds = splitUrl(settings.pdsUrl);
const sds = splitUrl(settings.sdsUrl);
const ssp = settings.sspUrl === undefined ? undefined : splitUrl(settings.sspUrl);
const pdsOrigin = createOrigin(pds.origin);
const sdsOrigin = createOrigin(sds.origin);
const origins = new Map<string, Origin>();
const lookUps = new Map<string, Promise<string> | string>();

const bearer = `Bearer ${await fetchToken()}`;

async function fetchToken(): Promise<string> {
  const { origin, path } = splitUrl(settings.tokenUrl);
  const form = 'grant_type=client_credentials';
  const headers = ['content-type', 'application/x-www-form-urlencoded'];
  const answer = await createOrigin(origin).read({ method: 'POST', path, headers, body: Buffer.from(form) });
  return /"access_token":"([^"]+)"/.exec(answer)?.[1] ?? '';
}

/** A look-up's answer, kept when that is allowed; equal look-ups in flight are one call, as they are in the gateway. */
function lookUp(resource: 'Device' | 'Endpoint', odsCode: string, traceId: string): Promise<string> | string {
  const key = resource + odsCode;
  const known = lookUps.get(key);
  if (known !== undefined) return known;
  const path = `${sds.path}/${resource}?organization=https%3A%2F%2Ffhir.nhs.uk%2FId%2Fods-organization-code%7C${odsCode}&identifier=https%3A%2F%2Ffhir.nhs.uk%2FId%2FnhsServiceInteractionId%7C${interaction}`;
  const headers = ['accept', 'application/fhir+json', 'apikey', 'benchmark', 'x-correlation-id', traceId];
  const flight = sdsOrigin.read({ method: 'GET', path, headers }).then((answer) => {
    const value = valueIn(answer, resource);
    if (settings.sdsCache) lookUps.set(key, value);
    else lookUps.delete(key);
    return value;
  });
  lookUps.set(key, flight);
  return flight;
}

function valueIn(answer: string, resource: 'Device' | 'Endpoint'): string {
  const pattern = resource === 'Device' ? /nhsSpineASID",\s*"value": *"([^"]+)"/ : /"address": *"([^"]+)"/;
  return pattern.exec(answer)?.[1] ?? '';
}

async function practiceOf(nhsNumber: string, traceId: string): Promise<string> {
  const headers = ['accept', 'application/fhir+json', 'authorization', bearer, 'x-request-id', randomUUID()];
  headers.push('x-correlation-id', traceId);
  const answer = await pdsOrigin.read({ method: 'GET', path: `${pds.path}/Patient/${nhsNumber}`, headers });
  return /ods-organization-code","value":"([^"]+)"/.exec(answer)?.[1] ?? '';
}

async function serve(req: IncomingMessage, res: ServerResponse, body: Buffer): Promise<void> {
  const traceId = String(req.headers['ssp-traceid']);
  const consumerOds = String(req.headers['ods-from']);
  const nhsNumber = /"value":"(\d{10})"/.exec(body.toString('latin1'))?.[1] ?? '';
  const consumer = lookUp('Device', consumerOds, traceId);
  const practice = await practiceOf(nhsNumber, traceId);
  const device = lookUp('Device', practice, traceId);
  const endpoint = lookUp('Endpoint', practice, traceId);
  // An answer that is there costs no turn of the loop.
  const address = typeof endpoint === 'string' ? endpoint : await endpoint;
  const toAsid = typeof device === 'string' ? device : await device;
  const fromAsid = typeof consumer === 'string' ? consumer : await consumer;
  const headers = ['ssp-traceid', traceId, 'ssp-from', fromAsid, 'ssp-to', toAsid];
  headers.push('ssp-interactionid', INTERACTIONS.getStructuredRecord.id, 'accept', 'application/fhir+json');
  headers.push('authorization', `Bearer ${auditToken(address, consumerOds)}`, 'accept-encoding', 'identity');
  headers.push('content-type', 'application/fhir+json;charset=utf-8');
  const { origin, path } = splitUrl(address);
  const full = `${path}/${INTERACTIONS.getStructuredRecord.path}`;
  const target =
    ssp === undefined ? { origin, path: full } : { origin: ssp.origin, path: `${ssp.path}/${origin}${full}` };
  originOf(target.origin).pipe({ method: 'POST', path: target.path, headers, body }, res);
}

function originOf(url: string): Origin {
  const known = origins.get(url);
  if (known !== undefined) return known;
  const made = createOrigin(url);
  origins.set(url, made);
  return made;
}

const server = createServer({ noDelay: true }, (req, res) => {
  const chunks: Buffer[] = [];
  req.on('data', (chunk: Buffer) => chunks.push(chunk));
  req.on('end', () => {
    const [first = Buffer.alloc(0)] = chunks;
    serve(req, res, chunks.length === 1 ? first : Buffer.concat(chunks)).catch(() => res.destroy());
  });
});
announce(server);
