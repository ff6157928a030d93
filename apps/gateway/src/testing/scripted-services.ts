import type { ServerResponse } from 'node:http';
import { CONFIDENTIALITY_SYSTEM, SYSTEMS } from '@cdg/fhir';

/** What the gateway asks of the services behind it. */
export type Asked = 'token' | 'patient' | 'consumerDevice' | 'device' | 'endpoint' | 'provider';

interface Exchange {
  readonly request: {
    readonly path: string;
    readonly header: (name: string) => string | undefined;
    readonly body: Buffer;
  };
  readonly response: ServerResponse;
}

type Answer<Asking extends Exchange = Exchange> = (exchange: Asking) => void | Promise<void>;
export type Answers<Asking extends Exchange> = Readonly<Partial<Record<Asked, Answer<Asking>>>>;

export const CONSUMER = 'S55555';
const PRACTICE = 'A12345';
const PARTY_KEY = 'A12345-0000001';
const SERVICE_ROOT_PATH = '/A12345/STU3/1/gpconnect/structured';

/** What is asked for with this path and query. */
export function askedWith(path: string): Asked {
  const { pathname, searchParams } = new URL(path, 'http://services.invalid');
  if (pathname === '/oauth2/token') return 'token';
  if (pathname.includes('/personal-demographics/')) return 'patient';
  if (pathname.endsWith('/Endpoint')) return 'endpoint';
  if (!pathname.endsWith('/Device')) return 'provider';
  return searchParams.get('organization')?.endsWith(`|${PRACTICE}`) === true ? 'device' : 'consumerDevice';
}

/** PDS with its token endpoint, SDS and a practice's system on one server: all answer well, but for these. */
export function servicesWith<Asking extends Exchange>(others: Answers<Asking> = {}): Answer<Asking> {
  return (exchange) => {
    const asked = askedWith(exchange.request.path);
    return (others[asked] ?? WELL[asked])(exchange);
  };
}

const WELL: Readonly<Record<Asked, Answer>> = {
  token: json(() => ({ access_token: 'a-token', expires_in: '599', token_type: 'Bearer' })),
  patient: json(({ path }) => ({
    resourceType: 'Patient',
    id: path.split('/').at(-1),
    meta: { security: [{ system: CONFIDENTIALITY_SYSTEM, code: 'U' }] },
    generalPractitioner: [{ identifier: { system: SYSTEMS.odsCode, value: PRACTICE } }],
  })),
  consumerDevice: json(() => searchset(device('200000000359', 'S55555-0000001'))),
  device: json(() => searchset(device('918999198738', PARTY_KEY))),
  endpoint: json((request) =>
    searchset({
      resourceType: 'Endpoint',
      address: `http://${request.header('Host') ?? ''}${SERVICE_ROOT_PATH}`,
      identifier: [{ system: SYSTEMS.partyKey, value: PARTY_KEY }],
    }),
  ),
  provider: ({ request, response }) => {
    response.writeHead(200, { 'Content-Type': 'application/fhir+json;charset=utf-8' });
    const number = /"value":"(\d{10})"/.exec(request.body.toString())?.[1] ?? '';
    response.end(recordText(number, request.header('Ssp-TraceID')));
  },
};

/** A small record as a practice sends it, with a decimal that must keep its digits. */
export function recordText(nhsNumber: string, id = 'b-1'): string {
  const patient = { resourceType: 'Patient', identifier: [{ system: SYSTEMS.nhsNumber, value: nhsNumber }] };
  return `{"resourceType":"Bundle","id":"${id}","entry":[{"resource":${JSON.stringify(patient)}},{"resource":{"value":1.10}}]}`;
}

/** A search answer of SDS. */
export function searchset(...resources: readonly object[]): object {
  return { resourceType: 'Bundle', type: 'searchset', entry: resources.map((resource) => ({ resource })) };
}

function device(asid: string, partyKey: string): object {
  const identifier = [
    { system: SYSTEMS.asid, value: asid },
    { system: SYSTEMS.partyKey, value: partyKey },
  ];
  return { resourceType: 'Device', identifier };
}

function json(valueFor: (request: Exchange['request']) => unknown): Answer {
  return ({ request, response }) => {
    response.writeHead(200, { 'Content-Type': 'application/fhir+json' });
    response.end(JSON.stringify(valueFor(request)));
  };
}
