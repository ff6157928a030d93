import { execFile } from 'node:child_process';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test } from '@jest/globals';
import {
  cutAfter,
  hang,
  hangAfter,
  hold,
  reset,
  respond,
  respondInChunks,
  respondJson,
  respondRaw,
  startScriptedUpstream,
  type Answer,
  type ScriptedUpstream,
} from './index.ts';

const started: ScriptedUpstream[] = [];

async function start(...answers: Answer[]): Promise<ScriptedUpstream> {
  const upstream = await startScriptedUpstream(...answers);
  started.push(upstream);
  return upstream;
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((upstream) => upstream.close()));
});

describe('what a scripted upstream records', () => {
  test('repeated headers stand one by one, and joined', async () => {
    const upstream = await start(respond());
    const { hostname, port } = new URL(upstream.url);
    const socket = connect(Number(port), hostname);
    socket.end('GET / HTTP/1.1\r\nHost: x\r\nODS-from: A\r\nods-From: B\r\nConnection: close\r\n\r\n');
    await text(socket);

    expect(upstream.requests[0]?.rawHeaders.slice(1, 3)).toEqual([
      ['ODS-from', 'A'],
      ['ods-From', 'B'],
    ]);
    expect(upstream.requests[0]?.header('ods-from')).toBe('A, B');
  });

  test('a request that breaks off is not recorded, and harms nobody', async () => {
    const upstream = await start(respond());
    const { hostname, port } = new URL(upstream.url);
    const socket = connect(Number(port), hostname);
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc', () => socket.resetAndDestroy());

    expect((await fetch(upstream.url)).status).toBe(200);
    expect(upstream.requests).toHaveLength(1);
  });

  test('method, path, header names, values and body stand as they were sent', async () => {
    const upstream = await start(respond());

    await fetch(`${upstream.url}/a//b?c=%7Cd`, { method: 'POST', headers: { 'X-Odd-CASE': 'kept' }, body: 'é1.10' });

    const [request] = upstream.requests;
    expect(request).toMatchObject({ method: 'POST', path: '/a//b?c=%7Cd' });
    expect(request?.rawHeaders).toContainEqual(['X-Odd-CASE', 'kept']);
    expect(request?.header('X-ODD-case')).toBe('kept');
    expect(request?.header('X-Absent')).toBeUndefined();
    expect(request?.body).toEqual(Buffer.from('é1.10'));
  });

  test('sockets are counted while they are open', async () => {
    const upstream = await start(respond({ headers: { Connection: 'close' } }));

    await (await fetch(upstream.url)).text();
    await upstream.whenDisconnected();

    expect(upstream.openSockets()).toBe(0);
    expect(upstream.openedSockets()).toBe(1);
  });
});

describe('what a scripted upstream answers', () => {
  test('gives its answers in turn, and the last one from then on', async () => {
    const upstream = await start(respond({ status: 503 }), respond({ status: 200 }));

    const statuses = [];
    for (let call = 1; call <= 3; call += 1) statuses.push((await fetch(upstream.url)).status);

    expect(statuses).toEqual([503, 200, 200]);
  });

  test('takes a new script while it runs', async () => {
    const upstream = await start(respond({ status: 503 }));
    upstream.script(respondJson({ resourceType: 'Bundle' }, { headers: { 'X-More': '1' } }));

    const answer = await fetch(upstream.url);

    expect(answer.headers.get('content-type')).toBe('application/fhir+json');
    expect(answer.headers.get('x-more')).toBe('1');
    expect(await answer.json()).toEqual({ resourceType: 'Bundle' });
  });

  test('an answer has its defaults: 200, no header of its own, no body', async () => {
    const upstream = await start(respond(), cutAfter(0), respondInChunks([], { status: 206 }));

    const [whole, cut, chunked] = [await fetch(upstream.url), await fetch(upstream.url), await fetch(upstream.url)];

    expect([whole.status, cut.status, chunked.status]).toEqual([200, 200, 206]);
    expect(await whole.text()).toBe('');
    expect(whole.headers.get('content-type')).toBeNull();
  });

  test('streams chunks as they come', async () => {
    const upstream = await start(respondInChunks(['a', 'b', Buffer.from('c')]));

    expect(await (await fetch(upstream.url)).text()).toBe('abc');
  });

  test('an answer that is held comes when it is released', async () => {
    const held = hold(respond({ body: 'at last' }));
    const upstream = await start(held.answer);
    const answer = fetch(upstream.url);
    await upstream.whenRequests(1);

    held.release();

    expect(await (await answer).text()).toBe('at last');
  });

  test.each([
    ['reset', reset()],
    ['answered with something other than HTTP', respondRaw('no HTTP at all\r\n\r\n')],
  ])('a connection can be %s', async (_, answer) => {
    const upstream = await start(answer);

    await expect(fetch(upstream.url)).rejects.toThrow('fetch failed');
  });

  test('a body can be cut off', async () => {
    const upstream = await start(cutAfter(3, { body: 'abcdef' }));
    const answer = await fetch(upstream.url);

    expect(answer.headers.get('content-length')).toBe('6');
    await expect(answer.text()).rejects.toThrow('terminated');
  });

  test.each([
    ['before its head', hang()],
    ['after its head', hangAfter()],
    ['in the middle of its body', hangAfter({ body: 'ab' })],
  ])('an answer can stay out %s', async (_, answer) => {
    const upstream = await start(answer);
    const call = fetch(upstream.url, { signal: AbortSignal.timeout(30) }).then((given) => given.text());

    await expect(call).rejects.toThrow('aborted');
    await upstream.whenDisconnected();
  });

  test('closing cuts what hangs', async () => {
    const upstream = await startScriptedUpstream();
    const call = fetch(upstream.url);
    await upstream.whenRequests(1);

    await Promise.all([expect(call).rejects.toThrow('fetch failed'), upstream.close()]);
    expect(upstream.openSockets()).toBe(0);
  });
});

test('a process that never closes it ends all the same', async () => {
  const script = `
    import { once } from 'node:events';
    import { connect } from 'node:net';
    import { startScriptedUpstream } from ${JSON.stringify(join(import.meta.dirname, 'index.ts'))};
    const { url } = await startScriptedUpstream();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.unref();
    console.log('done');
  `;
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { timeout: 20_000 });

  expect((await run).stdout).toBe('done\n');
});
