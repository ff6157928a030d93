import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createExpressApp, listen, sendBytes, sendJson, type RunningServer } from './index.ts';

const running: RunningServer[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map(({ close }) => close(0)));
});

async function serve(listener: RequestListener): Promise<string> {
  const server = await listen(listener, { host: '127.0.0.1', port: 0 });
  running.push(server);
  return server.url;
}

describe('sendBytes', () => {
  test.each([
    ['text', '{"a":"é"}'],
    ['bytes', Buffer.from('{"a":"é"}')],
  ])('writes %s with their length and exactly the Content-Type given', async (_, body) => {
    const url = await serve((__, res) => {
      sendBytes(res, { status: 201, contentType: 'application/fhir+json', headers: { 'X-More': '1' }, body });
    });

    const answer = await fetch(url);

    expect(answer.status).toBe(201);
    expect(answer.headers.get('content-type')).toBe('application/fhir+json');
    expect(answer.headers.get('content-length')).toBe('10');
    expect(answer.headers.get('x-more')).toBe('1');
    expect(await answer.text()).toBe('{"a":"é"}');
  });

  test('keeps headers that were set before', async () => {
    const url = await serve((_, res) => {
      res.setHeader('Cache-Control', 'no-store');
      sendBytes(res, { status: 200, contentType: 'text/plain', body: '' });
    });

    expect((await fetch(url)).headers.get('cache-control')).toBe('no-store');
  });
});

describe('sendJson', () => {
  test.each([
    [undefined, '{"a":[1]}'],
    [2, '{\n  "a": [\n    1\n  ]\n}'],
  ])('writes a value as JSON, indented by %s', async (indent, text) => {
    const url = await serve((_, res) => {
      sendJson(res, {
        status: 200,
        contentType: 'application/json',
        body: { a: [1] },
        ...(indent !== undefined && { indent }),
      });
    });

    expect(await (await fetch(url)).text()).toBe(text);
  });
});

describe('an Express app', () => {
  test('adds no banner and no ETag, and so never answers 304', async () => {
    const app = createExpressApp();
    app.get('/', (_, res) => res.send('well'));
    const url = await serve(app);

    const answer = await fetch(url, { headers: { 'If-None-Match': '*' } });

    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-powered-by')).toBeNull();
    expect(answer.headers.get('etag')).toBeNull();
  });

  test.each([
    ['/Device', 200],
    ['/device', 404],
    ['/Device/', 404],
  ])('takes paths as they are: %s', async (path, status) => {
    const app = createExpressApp();
    app.get('/Device', (_, res) => res.send('well'));

    expect((await fetch((await serve(app)) + path)).status).toBe(status);
  });

  test('leaves the query to whoever needs it', async () => {
    const app = createExpressApp();
    app.get('/', (req, res) => res.send(`${req.url} ${JSON.stringify(req.query)}`));

    expect(await (await fetch(`${await serve(app)}/?a=b%7Cc&a[d]=e`)).text()).toBe('/?a=b%7Cc&a[d]=e {}');
  });
});
