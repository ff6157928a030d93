import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { PRACTICES } from '@cdg/test-data';
import { startScriptedUpstream, type Answer, type ReceivedRequest, type ScriptedUpstream } from '@cdg/test-kit';
import { consumerDeviceFound, deviceFound, endpointFound, patientFound, recordSent, tokenFor } from './good-answers.ts';

/** What the gateway asks of the services behind it. */
export type Asked = 'token' | 'patient' | 'consumerDevice' | 'endpoint' | 'device' | 'provider';

type Answers = Readonly<Partial<Record<Asked, Answer | readonly Answer[]>>>;

export interface FakeServices {
  readonly pds: ScriptedUpstream;
  readonly sds: ScriptedUpstream;
  readonly provider: ScriptedUpstream;
  /** The practice's service root, as SDS gives it unless scripted otherwise. */
  readonly serviceRoot: string;
  /** Verifies the assertions that the gateway signs for the token endpoint. */
  readonly assertionKey: KeyObject;
  /** Settings of a gateway that has these services behind it. */
  readonly settings: Readonly<Record<string, string>>;
  /** Forgets what was asked, and sets what is answered: several answers in turn, the last from then on; else a good one. */
  readonly script: (answers?: Answers) => void;
  /** What is answered unless scripted otherwise. */
  readonly goodAnswer: (what: Asked) => Answer;
  /** What has been asked since the last script, first to last. */
  readonly asked: (what: Asked) => readonly ReceivedRequest[];
  readonly whenAsked: (what: Asked, times?: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * Starts a PDS with its token endpoint, an SDS and a practice's GP system, which answer well unless scripted otherwise.
 *
 * @param tokenSeconds the life of a token; one of at most five seconds is asked for anew each time
 */
export async function startFakeServices({ tokenSeconds = 599 } = {}): Promise<FakeServices> {
  const [pds, sds, provider] = await Promise.all([
    startScriptedUpstream(),
    startScriptedUpstream(),
    startScriptedUpstream(),
  ]);
  const serviceRoot = `${provider.url}/A12345/STU3/1/gpconnect/structured`;
  const good: Readonly<Record<Asked, Answer>> = {
    token: tokenFor(tokenSeconds),
    patient: patientFound,
    consumerDevice: consumerDeviceFound,
    endpoint: endpointFound(serviceRoot),
    device: deviceFound,
    provider: recordSent,
  };
  const script = createScript(good);
  pds.script(script.answer(({ path }) => (path === '/oauth2/token' ? 'token' : 'patient')));
  sds.script(script.answer(askedOfSds));
  provider.script(script.answer(() => 'provider'));
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    ...{ pds, sds, provider, serviceRoot },
    assertionKey: publicKey,
    settings: {
      ...settingsFor({ pds, sds }),
      PDS_PRIVATE_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    },
    goodAnswer: (what) => good[what],
    script: script.set,
    asked: script.asked,
    whenAsked: script.whenAsked,
    close: async () => {
      await Promise.all([pds, sds, provider].map((service) => service.close()));
    },
  };
}

/** Real services as far as the gateway knows; look-ups are not remembered, and nothing waits long. */
function settingsFor({ pds, sds }: Pick<FakeServices, 'pds' | 'sds'>): Record<string, string> {
  return {
    ...{ STUB_PDS: 'false', STUB_SDS: 'false', STUB_PROVIDER: 'false' },
    PDS_URL: `${pds.url}/personal-demographics/FHIR/R4`,
    PDS_TOKEN_URL: `${pds.url}/oauth2/token`,
    ...{ PDS_API_KEY: 'pds-api-key', PDS_KEY_ID: 'test-1' },
    SDS_URL: `${sds.url}/spine-directory/FHIR/R4`,
    SDS_API_KEY: 'sds-api-key',
    PROVIDER_ALLOWED_HOSTS: '127.0.0.1',
    SDS_CACHE_TTL_MS: '0',
    RETRY_BACK_OFF_MS: '1',
    // Far more faults than any service has: each test expects what the first one would.
    ...{ RETRY_BUDGET: '1000000', BREAKER_MIN_CALLS: '1000000' },
  };
}

/** The practices here have codes that begin with A; all others are consumers. */
function askedOfSds({ path }: ReceivedRequest): Asked {
  const { pathname, searchParams } = new URL(path, 'http://sds.invalid');
  if (pathname.endsWith('/Endpoint')) return 'endpoint';
  const odsCode = searchParams.get('organization')?.split('|')[1] ?? '';
  return odsCode.startsWith(PRACTICES.main.odsCode.charAt(0)) ? 'device' : 'consumerDevice';
}

function createScript(good: Readonly<Record<Asked, Answer>>) {
  const changes = new EventEmitter().setMaxListeners(0);
  let scripted = new Map<string, readonly Answer[]>();
  let requests: { readonly what: Asked; readonly request: ReceivedRequest }[] = [];

  const asked = (what: Asked) => requests.filter((one) => one.what === what).map(({ request }) => request);
  const nextAnswer = (what: Asked): Answer => {
    const [answer = good[what], ...rest] = scripted.get(what) ?? [];
    if (rest.length > 0) scripted.set(what, rest);
    return answer;
  };

  return {
    asked,
    answer:
      (askedBy: (request: ReceivedRequest) => Asked): Answer =>
      (exchange) => {
        const what = askedBy(exchange.request);
        requests.push({ what, request: exchange.request });
        changes.emit('change');
        return nextAnswer(what)(exchange);
      },
    set: (answers: Answers = {}) => {
      requests = [];
      scripted = new Map(Object.entries(answers).map(([what, answer]) => [what, [answer].flat()]));
    },
    whenAsked: async (what: Asked, times = 1) => {
      while (asked(what).length < times) await once(changes, 'change');
    },
  };
}
