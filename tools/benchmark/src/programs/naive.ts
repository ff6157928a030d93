import { randomUUID } from 'node:crypto';
import { createServer, Agent } from 'node:http';
import { INTERACTIONS } from '@cdg/gp-connect';
import axios from 'axios';
import express from 'express';
import { z } from 'zod';
import { announce } from './announce.ts';
import { auditToken } from './audit-token.ts';
import { readProgramSettings } from './settings.ts';

/**
 * The naive gateway, as one would write it in an afternoon: Express 5, axios with its default adapter (keep-alive on),
 * the five calls one after the other, JSON parsed and written again, a log line a step.
 */
const settings = readProgramSettings();
const http = axios.create({ httpAgent: new Agent({ keepAlive: true }), adapter: 'http' });
const fhir = { Accept: 'application/fhir+json' };

const identifiers = z.array(z.object({ system: z.string(), value: z.string() }));
const patientSchema = z.object({
  generalPractitioner: z.array(z.object({ identifier: z.object({ value: z.string() }) })),
});
const bundleSchema = z.object({
  entry: z.array(z.object({ resource: z.object({ identifier: identifiers, address: z.string().optional() }) })),
});
const requestSchema = z.object({
  parameter: z.array(z.object({ valueIdentifier: z.object({ value: z.string() }).optional() })),
});

const token = await fetchToken();
const app = express();
app.use(express.json({ type: () => true }));

app.post('/patient/\\$gpc.getstructuredrecord', async (req, res) => {
  const traceId = req.get('Ssp-TraceID') ?? '';
  const consumerOds = req.get('ODS-from') ?? '';
  const request = requestSchema.parse(req.body);
  const nhsNumber = request.parameter[0]?.valueIdentifier?.value ?? '';
  log(traceId, 'request received');
  const practice = await findPractice(nhsNumber, traceId);
  const consumer = await search('Device', consumerOds, traceId);
  const endpoint = await search('Endpoint', practice, traceId);
  const device = await search('Device', practice, traceId);
  const root = endpoint.address ?? '';
  const base = settings.sspUrl === undefined ? root : `${settings.sspUrl}/${root}`;
  const record = await http.post<unknown>(`${base}/${INTERACTIONS.getStructuredRecord.path}`, req.body, {
    headers: {
      ...fhir,
      'Content-Type': 'application/fhir+json;charset=utf-8',
      'Ssp-TraceID': traceId,
      'Ssp-From': asidOf(consumer),
      'Ssp-To': asidOf(device),
      'Ssp-InteractionID': INTERACTIONS.getStructuredRecord.id,
      Authorization: `Bearer ${auditToken(root, consumerOds)}`,
    },
  });
  log(traceId, 'provider answered');
  res.status(record.status).type('application/fhir+json').json(record.data);
  log(traceId, 'response sent');
});

async function fetchToken(): Promise<string> {
  const form = new URLSearchParams({ grant_type: 'client_credentials' });
  const { data } = await http.post<unknown>(settings.tokenUrl, form);
  return z.object({ access_token: z.string() }).parse(data).access_token;
}

async function findPractice(nhsNumber: string, traceId: string): Promise<string> {
  const { data } = await http.get<unknown>(`${settings.pdsUrl}/Patient/${nhsNumber}`, {
    headers: { ...fhir, Authorization: `Bearer ${token}`, 'X-Request-ID': randomUUID(), 'X-Correlation-ID': traceId },
  });
  log(traceId, 'PDS answered');
  return patientSchema.parse(data).generalPractitioner[0]?.identifier.value ?? '';
}

async function search(resource: 'Device' | 'Endpoint', odsCode: string, traceId: string) {
  const query = new URLSearchParams([
    ['organization', `https://fhir.nhs.uk/Id/ods-organization-code|${odsCode}`],
    ['identifier', `https://fhir.nhs.uk/Id/nhsServiceInteractionId|${INTERACTIONS.getStructuredRecord.id}`],
  ]);
  const { data } = await http.get<unknown>(`${settings.sdsUrl}/${resource}?${query.toString()}`, {
    headers: { ...fhir, apikey: 'benchmark', 'X-Correlation-Id': traceId },
  });
  log(traceId, `SDS answered about a ${resource}`);
  const [entry] = bundleSchema.parse(data).entry;
  if (entry === undefined) throw new Error(`SDS knows no ${resource}`);
  return entry.resource;
}

function asidOf({ identifier }: { identifier: z.infer<typeof identifiers> }): string {
  return identifier.find(({ system }) => system.endsWith('nhsSpineASID'))?.value ?? '';
}

function log(traceId: string, message: string): void {
  console.log(JSON.stringify({ time: new Date().toISOString(), level: 'info', traceId, message }));
}

announce(createServer({ noDelay: true }, app));
