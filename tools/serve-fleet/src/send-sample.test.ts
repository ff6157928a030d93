import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { curlCommand, sampleRequest } from './sample-request.ts';
import { sendSample } from './send-sample.ts';

const TRACE_ID = '6f1b1a7e-3c1f-4b58-9a55-0a3a6ffb6f55';
const never = new AbortController().signal;
let server: Server;

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function requestTo(listener: RequestListener) {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return sampleRequest({ gatewayUrl: `http://127.0.0.1:${port}`, traceId: TRACE_ID });
}

describe('sendSample', () => {
  test('counts the resources of the record it gets', async () => {
    const entry = ['Patient', 'List', 'List'].map((resourceType) => ({ resource: { resourceType } }));
    const body = JSON.stringify({ resourceType: 'Bundle', id: TRACE_ID, entry });
    const seen: (string | string[] | undefined)[] = [];
    const request = await requestTo((req, res) => {
      seen.push(req.method, req.url, req.headers['ssp-traceid'], req.headers['ods-from']);
      res.end(body);
    });

    expect(await sendSample(request, never)).toMatchObject({
      status: '200 OK',
      bytes: body.length,
      resources: [
        ['List', 2],
        ['Patient', 1],
      ],
      traceId: TRACE_ID,
    });
    expect(seen).toEqual(['POST', '/patient/$gpc.getstructuredrecord', TRACE_ID, 'S55555']);
  });

  test.each([
    ['an error', 502, '{"issue":[]}', 'answered 502 Bad Gateway: {"issue":[]}'],
    ['no record', 200, '{"resourceType":"Patient"}', 'answered 200 OK: {"resourceType":"Patient"}'],
    ['no JSON', 200, '<html>', 'answered 200 OK: <html>'],
  ])('says what came back when it was %s', async (...[, status, body, message]) => {
    const request = await requestTo((_, res) => res.writeHead(status).end(body));

    await expect(sendSample(request, never)).rejects.toThrow(message);
  });

  test('says when no whole answer came', async () => {
    const request = await requestTo((_, res) => res.destroy());

    await expect(sendSample(request, never)).rejects.toThrow('got no whole answer');
  });
});

test('the command to paste sends the same request, with the $ of the address out of the reach of the shell', async () => {
  const request = await requestTo((_, res) => res.end());
  const command = curlCommand(request);

  expect(command).toContain(`'${request.url}'`);
  expect(command).toContain(`-d '${request.body}'`);
  expect(command).toContain(`-H 'Ssp-TraceID: ${TRACE_ID}'`);
});
