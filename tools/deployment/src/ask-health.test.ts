import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { askHealth } from './ask-health.ts';

const HEALTHY = JSON.stringify({ status: 'healthy', version: '20260115.abc123' });
let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(...listeners: readonly RequestListener[]): Promise<string> {
  let asked = 0;
  const opened = createServer((req, res) => {
    asked += 1;
    listeners[Math.min(asked, listeners.length) - 1]?.(req, res);
  });
  server = opened;
  await new Promise<void>((resolve) => opened.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${portOf(opened.address())}`;
}

function portOf(address: string | AddressInfo | null): number {
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

const answer =
  (status: number, body = ''): RequestListener =>
  (_, res) => {
    res.writeHead(status).end(body);
  };
const ask = (url: string, commit?: string) => askHealth({ url, commit, attempts: 3, pauseMs: 1 });

describe('askHealth', () => {
  test.each([undefined, 'abc123'])('tells the version of a healthy gateway, commit %s', async (commit) => {
    expect(await ask(await serve(answer(200, HEALTHY)), commit)).toBe('20260115.abc123');
  });

  test('waits for one that is not well yet', async () => {
    expect(await ask(await serve(answer(503), answer(502), answer(200, HEALTHY)))).toBe('20260115.abc123');
  });

  test.each([
    ['ill for too long', [answer(503), answer(503), answer(503), answer(200, HEALTHY)], undefined, 'answers 503'],
    ['of another commit', [answer(200, HEALTHY)], 'def456', 'not of commit def456'],
    ['something else', [answer(200, '<html>')], undefined, 'JSON'],
    ['healthy in other words', [answer(200, '{"status":"UP"}')], undefined, 'healthy'],
  ])('refuses one that is %s', async (...[, listeners, commit, fault]) => {
    await expect(ask(await serve(...listeners), commit)).rejects.toThrow(fault);
  });
});
