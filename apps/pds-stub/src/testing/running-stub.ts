import { request, type IncomingHttpHeaders } from 'node:http';
import { createLogger, listen } from '@cdg/http-server';
import { z } from 'zod';
import { createPdsStub } from '../app.ts';
import { BASE_PATH } from '../base-path.ts';
import { readPdsStubSettings, type PdsStubSettings } from '../config.ts';

export const REQUEST_ID = '3F0A5B2C-9D1E-4F60-8A7B-112233445566';

export interface Question {
  readonly method?: string;
  /** A header that is undefined is not sent. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface RunningStub {
  readonly url: string;
  /** Sends a request as it is told, byte for byte. */
  readonly send: (path: string, question?: Question) => Promise<Answer>;
  /** Asks below the base path with a working token and an X-Request-ID, unless told otherwise. */
  readonly ask: (path: string, question?: Question) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

export interface RunOptions {
  readonly settings?: Partial<PdsStubSettings>;
  readonly now?: () => Date;
}

/** A stub on a free port. */
export async function runStub({ settings = {}, now }: RunOptions = {}): Promise<RunningStub> {
  const { app, dials } = createPdsStub({
    settings: { ...readPdsStubSettings({}), ...settings },
    logger: createLogger({ service: 'pds-stub', level: 'silent' }),
    ...(now && { now }),
  });
  const running = await listen(app, { host: '127.0.0.1', port: 0 });
  dials.bindListener(running);
  const send = (path: string, question: Question = {}) => sendRequest(running.url + path, question);
  const given = await send('/_stub/tokens', { method: 'POST' });
  const token = z.object({ access_token: z.string() }).parse(JSON.parse(given.text)).access_token;
  const headers = { Authorization: `Bearer ${token}`, 'X-Request-ID': REQUEST_ID };
  return {
    url: running.url,
    send,
    ask: (path, question = {}) => send(BASE_PATH + path, { ...question, headers: { ...headers, ...question.headers } }),
    close: () => running.close(0),
  };
}

const outcome = z.object({
  resourceType: z.literal('OperationOutcome'),
  issue: z.tuple([
    z.object({
      severity: z.string(),
      code: z.string(),
      details: z.object({
        coding: z.tuple([
          z.object({
            system: z.literal('https://fhir.nhs.uk/R4/CodeSystem/Spine-ErrorOrWarningCode'),
            version: z.literal('1'),
            code: z.string(),
            display: z.string(),
          }),
        ]),
      }),
      diagnostics: z.string().optional(),
    }),
  ]),
});

/** What an error says, in one line each; throws when it is no OperationOutcome of PDS. */
export function faultIn({ status, headers, text }: Answer) {
  const [{ severity, code, details, diagnostics }] = outcome.parse(JSON.parse(text)).issue;
  const [coding] = details.coding;
  return {
    status,
    type: headers['content-type'],
    issue: `${severity}/${code}`,
    code: coding.code,
    display: coding.display,
    diagnostics,
  };
}

const record = z.looseObject({});

/** The answer's JSON object. */
export const jsonIn = ({ text }: Answer) => record.parse(JSON.parse(text));

function sendRequest(url: string, { method = 'GET', headers = {}, body }: Question): Promise<Answer> {
  const { hostname, port, origin } = new URL(url);
  const sent = Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { hostname, port, path: url.slice(origin.length), method, headers: sent, agent: false },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
