import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Service } from '@cdg/http-server';
import {
  cutAfter,
  respond,
  respondJson,
  respondRaw,
  startScriptedUpstream,
  type ScriptedUpstream,
} from '@cdg/test-kit';
import { readConfig } from './config.ts';
import { startGateway } from './start-gateway.ts';
import { receive, type Question } from './testing/receive.ts';
import { CONSUMER, recordText, searchset, servicesWith, type Asked } from './testing/scripted-services.ts';

const PATH = '/patient/$gpc.getstructuredrecord';
const TRACE_ID = '3b1c2a54-6f0d-4e0a-9d0c-0d5a9f1f7c11';
/** Whom the requests are about, and who only turns up where nobody should. */
const [PATIENT, INTRUDER] = ['9990000018', '9990000123'];
const TOKEN = 'eyJhbGciOiJSUzUxMiJ9.eyJzdWIiOiJwYXRpZW50In0.c2lnbmF0dXJl';
const KEY = '-----BEGIN PRIVATE KEY-----MIIEvQ-----END PRIVATE KEY-----';
/** Each of them on its own would do; together they go wherever text may stand. */
const POISON = `${INTRUDER} 999 000 0123 Bearer ${TOKEN} ${KEY} SMITH, Jane`;
const UNTIDY = `${POISON}\r\n{"level":60,"msg":"forged"}\u001b[31m\u0000\u2028`;
/** Tells the gateway's own errors from the words of a provider, which go through untouched. */
const OWN_PROFILE = '/GPConnect-OperationOutcome-1"]';
const FHIR = { 'Content-Type': 'application/fhir+json' };
const SECRETS = {
  ...{ PDS_API_KEY: 'pds-secret-of-the-test', SDS_API_KEY: 'sds-secret-of-the-test' },
  ...{ AUDIT_ANCHOR_KEY: 'anchor-secret-of-the-test-32-characters' },
  ...{ AUDIT_PSEUDONYM_KEY: 'pseudonym-secret-of-the-test-32-characters' },
};

let services: ScriptedUpstream;
let gateway: Service | undefined;
let folder: string;
let file: string;
let log = '';
let asked = 0;
/** The gateway's own errors, as the consumers read them. */
const errors: string[] = [];

beforeAll(async () => {
  services = await startScriptedUpstream();
  folder = await mkdtemp(join(tmpdir(), 'hygiene-'));
  file = join(folder, 'audit.jsonl');
  const key = generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey;
  const config = readConfig({
    ...{ PDS_STUB_URL: services.url, SDS_STUB_URL: services.url, PROVIDER_STUB_URL: services.url },
    ...{ GATEWAY_PORT: '0', GATEWAY_ADMIN_PORT: '0', LOG_LEVEL: 'trace', CDG_DEBUG: 'true' },
    ...{ SDS_CACHE_TTL_MS: '0', RETRY_BACK_OFF_MS: '0', AUDIT_FILE: file, ...SECRETS },
    ...{ RETRY_BUDGET: '1000000', BREAKER_MIN_CALLS: '1000000' },
    PDS_PRIVATE_KEY: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
  });
  gateway = (await startGateway(config, { write: (line: string) => (log += line) })).service;
});
afterAll(async () => {
  await gateway?.close();
  await services.close();
  await rm(folder, { recursive: true });
});

const bodyFor = (value: string, more = '') =>
  `{"resourceType":"Parameters","parameter":[{"name":"patientNHSNumber","valueIdentifier":{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"${value}"}}${more}]}`;

async function ask(question: Question = {}): Promise<void> {
  const headers = { ...FHIR, 'Ssp-TraceID': TRACE_ID, 'ODS-from': CONSUMER, ...question.headers };
  const whole = { method: 'POST', path: PATH, body: bodyFor(PATIENT), ...question, headers };
  asked += 1;
  const answer = await receive(gateway?.urls.gateway ?? '', whole);
  if (answer?.body.includes(OWN_PROFILE) === true) errors.push(answer.body.toString(), JSON.stringify(answer.headers));
}

/** Whatever a header may hold at all, sent as it is: Node's client would refuse some of it. */
async function askRaw(...lines: readonly string[]): Promise<void> {
  const socket = connect(Number(new URL(gateway?.urls.gateway ?? '').port), '127.0.0.1');
  socket.on('error', () => undefined);
  const body = bodyFor(PATIENT);
  socket.write(
    [...lines, 'Connection: close', `Content-Length: ${body.length}`, '', body].join('\r\n').replaceAll('€', '\u0001'),
  );
  errors.push(await text(socket).catch(() => ''));
}

const HEADERS_READ = [
  ...['Ssp-TraceID', 'ODS-from', 'X-Request-ID', 'X-Correlation-ID', 'Accept', 'Content-Type', 'Accept-Encoding'],
  ...['Content-Encoding', 'Authorization', 'apikey', 'Cookie', 'Referer', 'User-Agent', 'Host', 'Forwarded', 'Expect'],
  ...['X-Forwarded-For', 'Ssp-From', 'Ssp-To', 'Ssp-InteractionID', 'NHSD-Session-URID', 'traceparent', 'Origin'],
  ...['cis2-uuid', 'cis2-urid', 'NHSD-Identity-UUID', 'NHSD-End-User-Organisation', 'NHSD-Requesting-Practitioner'],
  ...['NHSD-Requesting-Software', 'NHSD-Session-JobRole', 'NHSD-ASID', 'tracestate', 'baggage', 'If-None-Match'],
];

async function poisonRequests(): Promise<void> {
  for (const name of HEADERS_READ) await ask({ headers: { [name]: POISON } });
  for (const name of ['Ssp-TraceID', 'ODS-from', 'X-Request-ID', 'Accept']) {
    await askRaw(`POST ${PATH} HTTP/1.1`, 'Host: a', `${name}: €${INTRUDER}`);
  }
  await askRaw(`${INTRUDER} /${TOKEN} HTTP/1.1`, 'Host: a');
  for (const path of [
    `/Patient/${INTRUDER}`,
    `/${TOKEN}`,
    `${PATH}?nhs=${INTRUDER}&token=${TOKEN}`,
    `/%0a%1b${INTRUDER}`,
  ]) {
    await ask({ path });
    await ask({ path, method: 'DELETE' });
  }
  const inBody = JSON.stringify(UNTIDY);
  const bodies = [
    ...[UNTIDY, inBody, `{${inBody}:${inBody}}`, `{"resourceType":${inBody}}`, `{${inBody}:1,${inBody}:2}`],
    `{"resourceType":"Parameters","parameter":[{"name":${inBody}}]}`,
    ...[
      `{"resourceType":"Parameters","parameter":${inBody}}`,
      bodyFor('9990000019'),
      bodyFor(JSON.stringify(UNTIDY).slice(1, -1)),
    ],
    bodyFor(PATIENT).replace('https://fhir.nhs.uk/Id/nhs-number', `https://${INTRUDER}.example/${TOKEN}`),
    bodyFor(PATIENT, `,{"name":${inBody}}`),
    bodyFor(PATIENT, `,{"name":"patientNHSNumber","valueIdentifier":{"value":"${INTRUDER}"}}`),
  ];
  for (const body of bodies) await ask({ body });
}

const outcomeOf = (code: string) => ({
  resourceType: 'OperationOutcome',
  issue: [
    {
      severity: 'error',
      code: 'x',
      diagnostics: UNTIDY,
      details: { text: UNTIDY, coding: [{ code, system: UNTIDY, display: UNTIDY }] },
    },
  ],
});

async function poisonAnswers(): Promise<void> {
  const answers = [
    ...[200, 400, 401, 403, 404, 422, 429, 500, 503].flatMap((status) => [
      respondJson(outcomeOf(POISON), { status }),
      respond({
        status,
        headers: { ...FHIR, 'Retry-After': INTRUDER, Location: `https://a.example/${INTRUDER}`, ETag: TOKEN },
        body: UNTIDY,
      }),
    ]),
    respond({ headers: { 'Content-Type': POISON }, body: '{}' }),
    respond({ headers: { ...FHIR, 'Content-Encoding': INTRUDER }, body: '{}' }),
    respond({ headers: FHIR, body: `{"${UNTIDY}` }),
    respondRaw(`HTTP/1.1 500 ${POISON}\r\nContent-Length: 0\r\n\r\n`),
    respondRaw(`HTTP/1.1 200 OK\r\n${INTRUDER}\u0001${TOKEN}\r\n\r\n`),
    respondRaw(UNTIDY),
    respondJson({ resourceType: 'Patient', id: INTRUDER, meta: { security: [{ code: POISON }] } }),
    respondJson({ access_token: `${TOKEN}\r\n${POISON}`, expires_in: POISON, token_type: POISON }),
    ...[POISON, `https://${INTRUDER}.example/${TOKEN}`, `http://user:${TOKEN}@127.0.0.1/`].map((address) =>
      respondJson(
        searchset({
          resourceType: 'Endpoint',
          address,
          identifier: [{ system: 'https://fhir.nhs.uk/Id/nhsMhsPartyKey', value: 'A12345-0000001' }],
        }),
      ),
    ),
    respondJson(
      searchset({
        resourceType: 'Device',
        identifier: [
          { system: 'https://fhir.nhs.uk/Id/nhsSpineASID', value: POISON },
          { system: 'https://fhir.nhs.uk/Id/nhsMhsPartyKey', value: POISON },
        ],
      }),
    ),
    respond({ headers: FHIR, body: recordText(INTRUDER, POISON) }),
    respond({ headers: FHIR, body: recordText(PATIENT, POISON) }),
    cutAfter(6_000, {
      headers: FHIR,
      body: `${recordText(PATIENT, INTRUDER).slice(0, -2)},{"resource":{"url":"ListWarningCode-1","valueCode":"${INTRUDER}","x":"${POISON.repeat(100)}"}}]}`,
    }),
  ];
  for (const asked of ['token', 'patient', 'consumerDevice', 'device', 'endpoint', 'provider'] satisfies Asked[]) {
    for (const answer of answers) {
      services.script(servicesWith({ [asked]: answer }));
      await ask();
    }
  }
  services.script(servicesWith());
}

test('what should not be known stands in no log line, metric, error or audit event, wherever it came in', async () => {
  services.script(servicesWith());
  await poisonRequests();
  await poisonAnswers();
  const metrics = await (await fetch(`${gateway?.urls.admin ?? ''}/metrics`)).text();
  await gateway?.close();
  gateway = undefined;
  const trail = await readFile(file, 'utf8');

  const written = { log, metrics, errors: errors.join('\n'), trail };
  expect(asked).toBeGreaterThan(250);
  expect(log.match(/"msg":"request"/g)).toHaveLength(asked);
  expect(errors.length).toBeGreaterThan(200);
  for (const [where, all] of Object.entries(written)) {
    const found = [
      PATIENT,
      INTRUDER,
      '999 000 0123',
      TOKEN,
      'eyJhbG',
      'eyJzdW',
      'PRIVATE KEY',
      'MIIEvQ',
      'SMITH',
      'forged',
      ...Object.values(SECRETS),
    ];
    expect([where, found.filter((secret) => all.includes(secret))]).toEqual([where, []]);
  }
  // Nothing was let through to be caught by the second net, and no line was broken.
  expect(log).not.toContain('redacted');
  for (const line of `${log}${trail}`.trimEnd().split('\n')) {
    expect(line).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
    expect(() => {
      JSON.parse(line);
    }).not.toThrow();
  }
}, 120_000);
