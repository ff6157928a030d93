import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { ask } from '@cdg/gateway-under-test';

export interface GatewayAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface BrokenGateway {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Stands in front of a gateway and changes its answers: a gateway that has broken its word. */
export async function breakGateway(
  gatewayUrl: string,
  breakAnswer: (answer: GatewayAnswer) => GatewayAnswer,
): Promise<BrokenGateway> {
  const server = createServer((request, response) => {
    void passOn(gatewayUrl, request).then((answer) => {
      const { status, headers, body } = breakAnswer(answer);
      response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function passOn(gatewayUrl: string, request: IncomingMessage): Promise<GatewayAnswer> {
  const { status, headers, body } = await ask(gatewayUrl, {
    method: request.method ?? 'GET',
    path: request.url ?? '/',
    headers: without(request.headers, ['host', 'connection', 'accept-encoding']),
    body: await buffer(request),
  });
  return { status, headers: without(headers, ['transfer-encoding', 'connection']), body: body.toString('utf8') };
}

function without<T>(headers: Readonly<Record<string, T>>, names: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
}
