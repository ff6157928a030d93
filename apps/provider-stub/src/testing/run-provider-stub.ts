import { createLogger, listen, type Logger } from '@cdg/http-server';
import { INTERACTIONS, SSP_HEADERS } from '@cdg/gp-connect';
import { CONSUMERS, createPractices, PRACTICES, type GpPractice, type GpRecord } from '@cdg/test-data';
import { createProviderStub, type ProviderStubOptions } from '../app.ts';
import { send, type Answer } from './http-exchange.ts';
import { bearerToken, type ClaimChanges } from './audit-token.ts';
import { TODAY } from './sample-record.ts';

export const ROOT_PATH = `/${PRACTICES.main.odsCode}/STU3/1/gpconnect/structured`;
export const OPERATION_PATH = `${ROOT_PATH}/Patient/$gpc.getstructuredrecord`;
export const NOW = new Date(`${TODAY}T12:00:00Z`);
export const TRACE_ID = '6e9a6a4e-6ac1-4c6c-9d2b-0f6f3a9d7c11';

export interface Call {
  readonly method?: string;
  readonly path?: string;
  /** Replaces headers of the usual ones; undefined takes one away. */
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Changes to the claims of the audit token. */
  readonly claims?: ClaimChanges;
  readonly body?: string | Uint8Array;
}

export interface RunningProviderStub {
  readonly url: string;
  /** A call of the operation that is in order but for what is changed. */
  readonly call: (call?: Call) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

export interface RunOptions extends Partial<Omit<ProviderStubOptions, 'seed' | 'logger'>> {
  readonly records?: readonly GpRecord[];
  readonly practice?: Partial<GpPractice>;
  readonly logger?: Logger;
}

/** A provider stub on a free port, at noon of the tests' day. */
export async function runProviderStub({
  records = [],
  practice,
  ...options
}: RunOptions = {}): Promise<RunningProviderStub> {
  const { app, dials } = createProviderStub({
    logger: createLogger({ service: 'provider-stub', level: 'silent' }),
    sdsUrl: () => 'http://127.0.0.1:9',
    now: () => NOW,
    ...options,
    seed: () => ({ records: [...records], practices: practicesWith(practice) }),
  });
  const running = await listen(app, { host: '127.0.0.1', port: 0 });
  dials.bindListener(running);
  return {
    url: running.url,
    call: (call = {}) => callOperation(running.url, call),
    close: () => running.close(0),
  };
}

/** The first practice with these changes, the others as they are. */
function practicesWith(changes: Partial<GpPractice> = {}): GpPractice[] {
  return createPractices().map((practice) =>
    practice.id === PRACTICES.main.odsCode ? { ...practice, ...changes } : practice,
  );
}

function callOperation(
  url: string,
  { method = 'POST', path = OPERATION_PATH, headers = {}, claims, body }: Call,
): Promise<Answer> {
  const usual = {
    'Content-Type': 'application/fhir+json',
    [SSP_HEADERS.traceId]: TRACE_ID,
    [SSP_HEADERS.from]: CONSUMERS.main.asid,
    [SSP_HEADERS.to]: PRACTICES.main.asid,
    [SSP_HEADERS.interactionId]: INTERACTIONS.getStructuredRecord.id,
    Authorization: `Bearer ${bearerToken({ audience: `${url}${ROOT_PATH}`, issued: NOW }, claims)}`,
  };
  return send(`${url}${path}`, { method, headers: { ...usual, ...headers }, ...(body !== undefined && { body }) });
}
