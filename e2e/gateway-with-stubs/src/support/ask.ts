import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';

export const STRUCTURED_RECORD_PATH = '/patient/$gpc.getstructuredrecord';

/** One HTTP request exactly as it is to go out. A header that is undefined is not sent; an array is sent repeatedly. */
export interface Question {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body?: string | Uint8Array;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The connection ended before the answer was whole. */
  readonly cut: boolean;
}

const outcomeSchema = z.object({
  resourceType: z.literal('OperationOutcome'),
  meta: z.object({ profile: z.array(z.string()) }),
  issue: z.tuple([
    z.object({
      severity: z.literal('error'),
      code: z.string(),
      details: z.object({ coding: z.tuple([z.object({ system: z.string(), code: z.string(), display: z.string() })]) }),
      diagnostics: z.string(),
    }),
  ]),
});

/** What tells one error answer from another. @throws when the answer is no GP Connect OperationOutcome */
export function errorOf({ status, headers, body }: Answer) {
  const { issue, meta } = outcomeSchema.parse(JSON.parse(body.toString('utf8')));
  const [{ code, details, diagnostics }] = issue;
  const [{ system, code: spineCode }] = details.coding;
  const contentType = headers['content-type'];
  return { status, contentType, profile: meta.profile[0], system, issue: code, spineCode, diagnostics };
}

/** A Parameters body for a patient; more parameters may follow. */
export function parametersFor(nhsNumber: string, ...more: readonly object[]): string {
  const valueIdentifier = { system: 'https://fhir.nhs.uk/Id/nhs-number', value: nhsNumber };
  return JSON.stringify({
    resourceType: 'Parameters',
    parameter: [{ name: 'patientNHSNumber', valueIdentifier }, ...more],
  });
}

/** The headers of a well-formed request. */
export function goodHeaders(): Record<string, string> {
  return { 'Content-Type': 'application/fhir+json', 'Ssp-TraceID': randomUUID(), 'ODS-from': 'S55555' };
}

/** Sends a request over a connection of its own and reads what comes, whole or cut. */
export function ask(baseUrl: string, { method = 'POST', path = STRUCTURED_RECORD_PATH, headers = {}, body }: Question) {
  return new Promise<Answer>((resolve, reject) => {
    const request = httpRequest(baseUrl, { path, method, agent: false, timeout: 60_000 }, (response) => {
      const chunks: Buffer[] = [];
      const finish = (cut: boolean) => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks), cut });
      };
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('end', () => {
        finish(!response.complete);
      });
      response.once('error', () => {
        finish(true);
      });
    });
    request.once('error', reject);
    for (const [name, value] of Object.entries(headers)) {
      if (value !== undefined) request.setHeader(name, value);
    }
    request.end(body);
  });
}

/** Asks for a patient's record as a well-behaved consumer does. */
export function askFor(baseUrl: string, nhsNumber: string, headers: Question['headers'] = {}): Promise<Answer> {
  const includeAll = [
    { name: 'includeAllergies', part: [{ name: 'includeResolvedAllergies', valueBoolean: true }] },
    ...['Medication', 'Consultations', 'Problems', 'Immunisations', 'UncategorisedData'].map(bare),
    ...['Investigations', 'Referrals', 'DiaryEntries'].map(bare),
  ];
  const body = parametersFor(nhsNumber, ...includeAll);
  return ask(baseUrl, { headers: { ...goodHeaders(), ...headers }, body });
}

function bare(area: string): object {
  return { name: `include${area}` };
}
