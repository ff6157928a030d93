import { MEDIA_TYPES, searchsetSchema, sdsDeviceSchema, sdsEndpointSchema, SYSTEMS } from '@cdg/fhir';
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
import type { z } from 'zod';
import { deviceOf, endpointOf, isFor, type Device, type Endpoint } from './directory-entries.ts';

export interface SdsClientOptions {
  readonly http: HttpClient;
  /** FHIR base URL, without a trailing slash. */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly retries: RetryPolicy;
  readonly now: () => Date;
}

export interface DirectoryQuery {
  /** Upper-case ODS code, letters and digits only: live SDS puts it into an LDAP filter. */
  readonly odsCode: string;
  readonly interactionId: string;
  /** A UUID. */
  readonly correlationId: string;
  /** Asks past every cache, for an answer that has turned out to be stale. */
  readonly fresh?: boolean;
}

export interface SdsClient {
  /** The organisation's systems for the interaction; empty when SDS has none. @throws UpstreamError */
  readonly findDevices: (query: DirectoryQuery, context: CallContext) => Promise<readonly Device[]>;
  /** The organisation's addresses for the interaction; empty when SDS has none. @throws UpstreamError */
  readonly findEndpoints: (query: DirectoryQuery, context: CallContext) => Promise<readonly Endpoint[]>;
}

const devicesSchema = searchsetSchema(sdsDeviceSchema);
const endpointsSchema = searchsetSchema(sdsEndpointSchema);

/** Looks systems up in the SDS FHIR API (`GET /Device`, `GET /Endpoint`). */
export function createSdsClient(options: SdsClientOptions): SdsClient {
  const search = createSearch(options);
  return {
    findDevices: async (query, context) => {
      const bundle = await search({ path: 'Device', schema: devicesSchema, query }, context);
      return bundle.entry.map(({ resource }) => deviceOf(resource));
    },
    findEndpoints: async (query, context) => {
      const bundle = await search({ path: 'Endpoint', schema: endpointsSchema, query }, context);
      return bundle.entry.filter(({ resource }) => isFor(resource, query)).map(({ resource }) => endpointOf(resource));
    },
  };
}

interface Search<Schema> {
  readonly path: 'Device' | 'Endpoint';
  readonly schema: Schema;
  readonly query: DirectoryQuery;
}

function createSearch({ http, baseUrl, apiKey, retries, now }: SdsClientOptions) {
  const { origin, pathname } = new URL(baseUrl);

  const ask = async <Schema extends z.ZodType>(
    { path, schema, query }: Search<Schema>,
    { fresh, context }: { fresh: boolean; context: CallContext },
  ): Promise<z.output<Schema>> => {
    const call = async () => {
      const answer = await http.fetchWhole(
        {
          method: 'GET',
          origin,
          path: `${pathname.replace(/\/$/, '')}/${path}?${searchOf(query)}`,
          headers: {
            Accept: MEDIA_TYPES.fhirJson,
            apikey: apiKey,
            'X-Correlation-Id': query.correlationId,
            ...(fresh && { 'Cache-Control': 'no-cache' }),
          },
        },
        context,
      );
      return readAnswer(answer, { schema, upstream: http.upstream, now });
    };
    return withRetries(call, { policy: retries, deadline: context.deadline });
  };

  /** An LDAP time-out inside SDS comes out as an empty answer and sticks in its cache: ask once more past the cache. */
  return async <Schema extends z.ZodType<{ entry: unknown[] }>>(search: Search<Schema>, context: CallContext) => {
    const fresh = search.query.fresh === true;
    const answer = await ask(search, { fresh, context });
    return answer.entry.length > 0 || fresh ? answer : ask(search, { fresh: true, context });
  };
}

function searchOf({ odsCode, interactionId }: DirectoryQuery): string {
  const search = new URLSearchParams();
  search.append('organization', `${SYSTEMS.odsCode}|${odsCode}`);
  search.append('identifier', `${SYSTEMS.interactionId}|${interactionId}`);
  return search.toString();
}

function readAnswer<Schema extends z.ZodType>(
  answer: WholeAnswer,
  { schema, upstream, now }: { schema: Schema; upstream: string; now: () => Date },
): z.output<Schema> {
  if (answer.status !== 200) {
    const wait = retryAfterMs(answer.header('retry-after'), now());
    throw new UpstreamError(upstream, {
      kind: 'status',
      status: answer.status,
      ...(wait !== undefined && { retryAfterMs: wait }),
    });
  }
  try {
    return schema.parse(readJson(answer));
  } catch {
    // No cause: a parser's message may quote the body.
    throw new UpstreamError(upstream, { kind: 'schema', status: answer.status, detail: 'not a search result' });
  }
}
