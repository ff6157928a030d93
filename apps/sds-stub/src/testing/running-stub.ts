import { request, type IncomingHttpHeaders } from 'node:http';
import { createLogger } from '@cdg/http-server';
import { readSdsStubSettings, type SdsStubSettings } from '../config.ts';
import { BASE_PATH, startSdsStub } from '../sds-stub.ts';

export const API_KEY = 'a-key-for-tests';
export const ORGANIZATION = 'https://fhir.nhs.uk/Id/ods-organization-code';
export const INTERACTION = 'https://fhir.nhs.uk/Id/nhsServiceInteractionId';
export const PARTY_KEY = 'https://fhir.nhs.uk/Id/nhsMhsPartyKey';
export const ASID = 'https://fhir.nhs.uk/Id/nhsSpineASID';
export const STRUCTURED = 'urn:nhs:names:services:gpconnect:fhir:operation:gpc.getstructuredrecord-1';
export const UUID = /^[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/;

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface RunningStub {
  readonly url: string;
  /** Asks below the base path with the accepted key; the path goes out byte for byte, and no header is added. */
  readonly ask: (path: string, question?: Question) => Promise<Answer>;
  /** Asks for any path, without a key. */
  readonly send: (path: string, question?: Question) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

export const quietLogger = () => createLogger({ service: 'sds-stub', level: 'silent' });

/** A stub on a free port, in live mode unless told. */
export async function runStub(changes: Partial<SdsStubSettings> = {}, logger = quietLogger()): Promise<RunningStub> {
  const settings = { ...readSdsStubSettings({}), port: 0, acceptedApiKey: API_KEY, ...changes };
  const service = await startSdsStub({ settings, logger });
  const url = service.urls.sds ?? '';
  return {
    url,
    ask: (path, question = {}) =>
      send(url + BASE_PATH + path, { ...question, headers: { apikey: API_KEY, ...question.headers } }),
    send: (path, question = {}) => send(url + path, question),
    close: service.close,
  };
}

/** The query of a search; values are put in as they are, so that `|` stays raw. */
export function query(...pairs: readonly (readonly [name: string, value: string])[]): string {
  return `?${pairs.map(([name, value]) => `${name}=${value}`).join('&')}`;
}

/** The query of a search for one organisation and one interaction. */
export const searchFor = (organisation: string, interaction = STRUCTURED) =>
  query(['organization', `${ORGANIZATION}|${organisation}`], ['identifier', `${INTERACTION}|${interaction}`]);

function send(url: string, { method = 'GET', headers = {}, body }: Question): Promise<Answer> {
  const { hostname, port, origin } = new URL(url);
  const bytes = body === undefined ? undefined : JSON.stringify(body);
  const contentType = bytes === undefined ? {} : { 'Content-Type': 'application/json' };
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { hostname, port, path: url.slice(origin.length), method, headers: { ...contentType, ...headers }, agent: false },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            text: Buffer.concat(chunks).toString('utf8'),
          });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(bytes);
  });
}

/** The names of the found resource's elements in the order in which they were sent, for an answer with one resource. */
export function elementsOf(text: string): string[] {
  const resource = text.slice(text.indexOf('"resource": {'), text.indexOf('"search": {'));
  return Array.from(resource.matchAll(/^ {8}"(\w+)":/gm), ([, name = '']) => name);
}
