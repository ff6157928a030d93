import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { respond, startScriptedUpstream, type ScriptedUpstream } from '@cdg/test-kit';
import axios from 'axios';
import { Agent } from 'undici';
import { createUndiciAdapter } from './undici-adapter.ts';

let upstream: ScriptedUpstream;
let agent: Agent;

beforeEach(async () => {
  upstream = await startScriptedUpstream(respond({ headers: { Via: ['a', 'b'] } }));
  agent = new Agent();
});

afterEach(async () => {
  await agent.close();
  await upstream.close();
});

describe('the undici adapter', () => {
  test('asks for the root with GET unless told otherwise', async () => {
    const http = axios.create({ adapter: createUndiciAdapter(() => agent), baseURL: upstream.url });

    await http.request({});

    expect(upstream.requests).toMatchObject([{ method: 'GET', path: '/' }]);
  });

  test('joins repeated response headers', async () => {
    const http = axios.create({ adapter: createUndiciAdapter(() => agent), baseURL: upstream.url });

    expect((await http.get('/')).headers).toMatchObject({ via: 'a, b' });
  });

  test('leaves out headers that have no text', async () => {
    const http = axios.create({ adapter: createUndiciAdapter(() => agent), baseURL: upstream.url });

    await http.get('/', { headers: { 'X-None': null, 'X-List': ['a', 'b'], 'X-One': 'a' } });

    const [request] = upstream.requests;
    expect(request?.header('X-None')).toBeUndefined();
    expect(request?.header('X-List')).toBeUndefined();
    expect(request?.header('X-One')).toBe('a');
  });
});
