import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ask, askJson } from './testing/ask.ts';
import { ALICE, startExampleStub, type ExampleStub } from './testing/example-stub.ts';

let stub: ExampleStub;

beforeEach(async () => {
  stub = await startExampleStub();
});
afterEach(async () => {
  await stub.running.close(0);
});

const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
const openConnections = () =>
  new Promise<number>((resolve) => {
    stub.running.server.getConnections((_error: Error | null, count: number) => {
      resolve(count);
    });
  });

/** Opens a connection of its own and sends a request; both ends of the connection are handed back. */
async function open(path: string): Promise<{ client: Socket; server: Socket }> {
  const { hostname, port } = new URL(stub.url);
  const accepted = new Promise<Socket>((resolve) => stub.running.server.once('connection', resolve));
  const requested = once(stub.running.server, 'request');
  const client = connect(Number(port), hostname);
  client.write(`GET ${path} HTTP/1.1\r\nHost: stub\r\n\r\n`);
  await requested;
  return { client, server: await accepted };
}

/** Polls without a timer of its own: what has ended shows so within moments, what was left behind never does. */
async function eventually<Value>(
  read: () => Value | Promise<Value>,
  isFine: (value: Value) => boolean,
): Promise<Value> {
  const deadline = performance.now() + 2000;
  for (;;) {
    const value = await read();
    if (isFine(value) || performance.now() > deadline) return value;
    await new Promise(setImmediate);
  }
}

/** Sends a request, waits until it is being answered, and hangs up. */
async function hangUp(path: string): Promise<void> {
  const { client, server } = await open(path);
  await new Promise(setImmediate);
  client.destroy();
  await new Promise((resolve) => server.once('close', resolve));
  await new Promise(setImmediate);
}

test.each([
  { kind: 'hang', path: `/whole/${ALICE}` },
  { kind: 'delay', ms: 3_600_000, path: `/whole/${ALICE}` },
  { kind: 'drip', bytesPerSecond: 1, path: `/whole/${ALICE}` },
  { kind: 'drip', bytesPerSecond: 1, path: `/endless/${ALICE}` },
  { kind: 'huge', bytes: 1_073_741_824, path: `/whole/${ALICE}` },
])(
  'a client that goes away during $kind $path leaves no timer and no connection behind',
  async ({ path, ...fault }) => {
    await askJson('POST', `${stub.url}/_stub/faults`, { match: { nhsNumber: ALICE }, fault });
    const before = timers();
    await hangUp(path);
    expect(await eventually(timers, (count) => count <= before)).toBeLessThanOrEqual(before);
    expect(await eventually(openConnections, (count) => count === 0)).toBe(0);
  },
);

test('a delayed answer that is written after the client has gone is dropped', async () => {
  await askJson('POST', `${stub.url}/_stub/faults`, { fault: { kind: 'delay', ms: 3_600_000 } });
  const before = timers();
  await hangUp(`/slow/${ALICE}`);
  await stub.writeSlowAnswer();
  expect(await eventually(timers, (count) => count <= before)).toBeLessThanOrEqual(before);
});

test('a fault in a record that is found after the client has gone leaves nothing either', async () => {
  await askJson('PATCH', `${stub.url}/_stub/data/patients/${ALICE}`, { fault: { kind: 'delay', ms: 3_600_000 } });
  const before = timers();
  await hangUp(`/slow/${ALICE}`);
  await stub.writeSlowAnswer();
  expect(await eventually(timers, (count) => count <= before)).toBeLessThanOrEqual(before);
});

test('drip makes the route wait: it does not produce what nobody has taken', async () => {
  await askJson('POST', `${stub.url}/_stub/faults`, { fault: { kind: 'drip', bytesPerSecond: 1000 } });
  const { client } = await open(`/endless/${ALICE}`);
  let taken = 0;
  await new Promise<void>((resolve) => {
    client.on('data', (chunk: Buffer) => {
      taken += chunk.length;
      if (taken > 300) resolve();
    });
  });
  client.destroy();
  expect(stub.chunksMade()).toBeGreaterThan(0);
  expect(stub.chunksMade()).toBeLessThan(20);
});

test('huge is made while it is read, and never held whole', async () => {
  await askJson('POST', `${stub.url}/_stub/faults`, { fault: { kind: 'huge', bytes: 200_000_000 } });
  const { client, server } = await open(`/whole/${ALICE}`);
  await once(client, 'data');
  client.pause();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(server.bytesWritten).toBeLessThan(50_000_000);
  client.destroy();
});

test('a request that is never finished is forgotten when its client goes', async () => {
  const { hostname, port } = new URL(stub.url);
  const socket = connect(Number(port), hostname);
  socket.write('POST /echo HTTP/1.1\r\nHost: stub\r\nContent-Length: 10\r\n\r\nabc');
  await once(stub.running.server, 'request');
  socket.destroy();
  const journal = async () => (await askJson('GET', `${stub.url}/_stub/requests`)).json;
  expect(await journal()).toMatchObject([{ method: 'POST', path: '/echo', status: null }]);
  expect((await ask(`${stub.url}/whole/${ALICE}`)).status).toBe(200);
});
