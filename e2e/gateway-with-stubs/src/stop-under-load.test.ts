import { Agent, request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SCENARIO_PATIENTS } from '@cdg/test-data';
import { goodHeaders, parametersFor, STRUCTURED_RECORD_PATH } from '@cdg/gateway-under-test';
import { startFakeServices, type FakeServices } from './support/fake-services.ts';
import { startLoneGateway } from './support/lone-gateway.ts';

const CONNECTIONS = 32;
/** What a request may take, and a little for the process to end. */
const DEADLINE_MS = 20_000;

let services: FakeServices;
beforeAll(async () => {
  services = await startFakeServices();
});
afterAll(() => services.close());

/** One request on one of the agent's connections: its status, or why there was no whole answer. */
async function outcomeOn(agent: Agent, url: string): Promise<string> {
  const call = request(`${url}${STRUCTURED_RECORD_PATH}`, { method: 'POST', headers: goodHeaders(), agent });
  try {
    const answer = new Promise<IncomingMessage>((resolve, reject) => {
      call.once('response', resolve).once('error', reject);
    });
    call.end(parametersFor(SCENARIO_PATIENTS.fullRecord));
    const message = await answer;
    await text(message);
    return String(message.statusCode);
  } catch (error) {
    return String(error);
  }
}

describe('SIGTERM under load', () => {
  test('every request that was taken is answered, none fails, and the process ends with 0 in time', async () => {
    const gateway = await startLoneGateway({ ...services.settings, LOG_LEVEL: 'info' });
    const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
    const outcomes: string[] = [];
    const warm = Promise.withResolvers<undefined>();
    const worker = async () => {
      for (;;) {
        const outcome = await outcomeOn(agent, gateway.url);
        // Nobody listens any more: the request was not taken.
        if (outcome.includes('ECONNREFUSED')) return;
        outcomes.push(outcome);
        if (outcomes.length > 20 * CONNECTIONS) warm.resolve(undefined);
        if (outcome !== '200') return;
      }
    };
    try {
      const load = Promise.all(Array.from({ length: CONNECTIONS }, worker));
      await warm.promise;
      const told = performance.now();
      const exitCode = await gateway.terminate();
      await load;

      expect([...new Set(outcomes)]).toEqual(['200']);
      expect(exitCode).toBe(0);
      expect(performance.now() - told).toBeLessThan(DEADLINE_MS);
    } finally {
      agent.destroy();
      await gateway.stop();
    }
  });
});
