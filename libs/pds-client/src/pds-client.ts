import { codingsOf, MEDIA_TYPES, pdsPatientSchema, readOperationOutcome, type PdsPatient } from '@cdg/fhir';
import {
  readJson,
  retryAfterMs,
  UpstreamError,
  withRetries,
  type CallContext,
  type HttpClient,
  type RetryPolicy,
  type WholeAnswer,
} from '@cdg/http-client';
import type { AccessTokens } from './access-token.ts';

export interface PdsClientOptions {
  readonly http: HttpClient;
  /** FHIR base URL, without a trailing slash. */
  readonly baseUrl: string;
  readonly tokens: AccessTokens;
  readonly retries: RetryPolicy;
  readonly now: () => Date;
}

export interface PatientQuery {
  /** A valid NHS number: it becomes part of the path. */
  readonly nhsNumber: string;
  /** A UUID; the same on every attempt, by which PDS knows a repetition. */
  readonly requestId: string;
  readonly correlationId: string;
  /** The organisation that asks. */
  readonly consumerOds: string;
}

export interface PdsClient {
  /** The patient as PDS has it, or undefined when PDS has none to give. @throws UpstreamError */
  readonly getPatient: (query: PatientQuery, context: CallContext) => Promise<PdsPatient | undefined>;
}

/** 404s that are about the patient; any other 404 is about the service. Source: PDS FHIR API, errors. */
const NO_SUCH_PATIENT = new Set(['RESOURCE_NOT_FOUND', 'INVALIDATED_RESOURCE']);

/** Reads patients from the PDS FHIR API (`GET /Patient/{id}`, application-restricted). */
export function createPdsClient({ http, baseUrl, tokens, retries, now }: PdsClientOptions): PdsClient {
  const { origin, pathname } = new URL(baseUrl);

  const ask = async (query: PatientQuery, context: CallContext): Promise<{ token: string; answer: WholeAnswer }> => {
    const token = await tokens.get(context);
    const answer = await http.fetchWhole(
      {
        method: 'GET',
        origin,
        path: `${pathname.replace(/\/$/, '')}/Patient/${query.nhsNumber}`,
        headers: {
          Accept: MEDIA_TYPES.fhirJson,
          Authorization: `Bearer ${token}`,
          'X-Request-ID': query.requestId,
          'X-Correlation-ID': query.correlationId,
          'NHSD-End-User-Organisation-ODS': query.consumerOds,
        },
      },
      context,
    );
    return { token, answer };
  };

  /** Takes one fresh token when PDS refuses the one there was, which costs an attempt; a second refusal is an answer. */
  const askWithGoodToken = (query: PatientQuery, context: CallContext, policy: { attempts: number }) => {
    let refreshed = false;
    return async (attempt: number): Promise<WholeAnswer> => {
      const { token, answer } = await ask(query, context);
      if (answer.status !== 401 || refreshed || attempt >= policy.attempts) return answer;
      refreshed = true;
      policy.attempts -= 1;
      tokens.drop(token);
      return (await ask(query, context)).answer;
    };
  };

  return {
    getPatient: (query, context) => {
      const policy = { ...retries };
      const askOnce = askWithGoodToken(query, context, policy);
      return withRetries(async (attempt) => readAnswer(await askOnce(attempt), { upstream: http.upstream, now }), {
        policy,
        deadline: context.deadline,
      });
    },
  };
}

function readAnswer(
  answer: WholeAnswer,
  { upstream, now }: { upstream: string; now: () => Date },
): PdsPatient | undefined {
  if (answer.status === 200) return readPatient(answer, upstream);
  if (answer.status === 404 && isAboutThePatient(answer)) return undefined;
  const wait = retryAfterMs(answer.header('retry-after'), now());
  throw new UpstreamError(upstream, {
    kind: 'status',
    status: answer.status,
    ...(wait !== undefined && { retryAfterMs: wait }),
  });
}

function readPatient(answer: WholeAnswer, upstream: string): PdsPatient {
  try {
    return pdsPatientSchema.parse(readJson(answer));
  } catch {
    // No cause: a parser's message may quote the body.
    throw new UpstreamError(upstream, { kind: 'schema', status: answer.status, detail: 'not a Patient' });
  }
}

function isAboutThePatient({ body }: WholeAnswer): boolean {
  const outcome = readOperationOutcome(body);
  return outcome !== undefined && codingsOf(outcome).some(({ code }) => NO_SUCH_PATIENT.has(code ?? ''));
}
