import { Agent, request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Service } from '@cdg/http-server';
import { SCENARIO_PATIENTS } from '@cdg/test-data';
import { startScriptedUpstream, type ScriptedUpstream } from '@cdg/test-kit';
import { createGatewaysForTests, recordQuestion, type GatewaysForTests } from './testing/gateway-for-tests.ts';
import { receive } from './testing/receive.ts';
import { servicesWith } from './testing/scripted-services.ts';

const QUESTION = recordQuestion(SCENARIO_PATIENTS.fullRecord);
const CONNECTIONS = 16;

let services: ScriptedUpstream;
let gateways: GatewaysForTests;
let agent: Agent;

beforeAll(async () => {
  services = await startScriptedUpstream();
  services.script(servicesWith());
});
beforeEach(async () => {
  gateways = await createGatewaysForTests();
  agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
});
afterEach(async () => {
  agent.destroy();
  await gateways.close();
});
afterAll(() => services.close());

const urlOf = ({ urls }: Service, name: 'gateway' | 'admin' = 'gateway') => urls[name] ?? '';

/** Asks on a kept connection: gives the status, or why there was no answer. */
async function ask(url: string): Promise<number | string> {
  const { method, path, headers, body } = QUESTION;
  const call = request(url, { method, path, headers, agent });
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    call.once('response', resolve).once('error', reject);
  });
  call.end(body);
  try {
    const message = await answer;
    await text(message);
    return message.statusCode ?? 0;
  } catch (error) {
    return String(error);
  }
}

/** Asks on and on, on several kept connections, until nobody listens any more. */
function loadOn(url: string) {
  const outcomes: (number | string)[] = [];
  const worker = async () => {
    for (;;) {
      const outcome = await ask(url);
      if (String(outcome).includes('ECONNREFUSED')) return;
      outcomes.push(outcome);
      if (outcome !== 200) return;
    }
  };
  return { outcomes, ended: Promise.all(Array.from({ length: CONNECTIONS }, worker)) };
}

describe('a gateway that is told to stop under load', () => {
  test.each(['0', '200'])('answers every request that it has taken: a delay of %s ms', async (DRAIN_DELAY_MS) => {
    const gateway = await gateways.open(services.url, { DRAIN_DELAY_MS });
    const load = loadOn(urlOf(gateway));
    while (load.outcomes.length < 10 * CONNECTIONS) await new Promise(setImmediate);

    const begun = performance.now();
    await gateway.close();
    await load.ended;

    expect([...new Set(load.outcomes)]).toEqual([200]);
    expect(performance.now() - begun).toBeLessThan(10_000);
  });

  test('takes requests as ever while load balancers learn that no more are wanted', async () => {
    const gateway = await gateways.open(services.url, { DRAIN_DELAY_MS: '1000' });
    const closed = gateway.close();

    expect(await receive(urlOf(gateway, 'admin'), { path: '/health/ready' })).toMatchObject({ status: 503 });
    expect(await receive(urlOf(gateway), QUESTION)).toMatchObject({ status: 200 });
    await closed;
    expect(await receive(urlOf(gateway), QUESTION)).toBeUndefined();
  });
});
