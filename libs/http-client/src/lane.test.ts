import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createIncomingBody, type IncomingBody } from './answer-body.ts';
import { createCircuitBreaker } from './circuit-breaker.ts';
import { CancelledError } from './deadline.ts';
import { createLane, isFailureStatus, type Lane, type WithheldReason } from './lane.ts';
import { createLanes } from './lanes.ts';
import { UpstreamError, type UpstreamErrorDetails } from './upstream-error.ts';

let nowMs: number;
let withheld: WithheldReason[];
let lane: Lane;

beforeEach(() => {
  nowMs = 0;
  withheld = [];
  lane = laneOf(2);
});

function laneOf(maxCalls: number): Lane {
  const settings = { minCalls: 2, windowMs: 30_000, failurePercent: 100, openMs: 5_000 };
  const breaker = createCircuitBreaker({ ...settings, now: () => nowMs });
  return createLane({ upstream: 'PDS', maxCalls, breaker, onWithheld: (reason) => withheld.push(reason) });
}

function incomingBody(): IncomingBody {
  const flow = { pause: () => undefined, resume: () => undefined, abort: () => undefined };
  return createIncomingBody(flow, (error) => error);
}

const failing = (details: UpstreamErrorDetails) => Promise.reject(new UpstreamError('PDS', details));
const outcome = (call: () => Promise<unknown>) => lane.run(call).catch((error: unknown) => error);

describe('the bulkhead', () => {
  test('lets as many calls at a time through as it holds, and refuses the next at once', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const held = [lane.run(() => promise), lane.run(() => promise)];
    const next = jest.fn(() => Promise.resolve('next'));

    await expect(lane.run(next)).rejects.toMatchObject({
      name: 'UpstreamError',
      upstream: 'PDS',
      kind: 'withheld',
      retryAfterMs: 1_000,
    });
    expect(next).not.toHaveBeenCalled();
    expect(withheld).toEqual(['bulkhead']);

    resolve('held');
    expect(await Promise.all(held)).toEqual(['held', 'held']);
    expect(await lane.run(next)).toBe('next');
  });

  test('has its place back when a call fails, or does not even begin', async () => {
    for (let made = 0; made < 5; made += 1) {
      await outcome(() => Promise.reject(new Error('ours')));
      await outcome(() => {
        throw new Error('ours');
      });
    }

    expect(await lane.run(() => Promise.resolve('fine'))).toBe('fine');
  });

  test.each<[string, (incoming: IncomingBody) => void]>([
    [
      'has come whole',
      ({ end }) => {
        end();
      },
    ],
    [
      'breaks',
      ({ fail }) => {
        fail(new Error('reset'));
      },
    ],
    [
      'is destroyed',
      ({ body }) => {
        body.destroy();
      },
    ],
  ])('keeps the place of an answer that is still flowing until it %s', async (_, end) => {
    lane = laneOf(1);
    const incoming = incomingBody();
    await lane.run(() => Promise.resolve(incoming.body), { bodyOf: (answer) => answer });
    expect(await outcome(() => Promise.resolve())).toMatchObject({ kind: 'withheld' });

    end(incoming);

    expect(await lane.run(() => Promise.resolve('fine'))).toBe('fine');
  });

  test('does not wait for a body that is over already', async () => {
    lane = laneOf(1);
    const { body, end } = incomingBody();
    end();
    await lane.run(() => Promise.resolve(body), { bodyOf: (answer) => answer });

    expect(await lane.run(() => Promise.resolve('fine'))).toBe('fine');
  });
});

describe('the breaker', () => {
  test.each<[string, () => Promise<unknown>]>([
    ['a time-out', () => failing({ kind: 'timeout' })],
    ['a broken connection', () => failing({ kind: 'network' })],
    ['status 500', () => failing({ kind: 'status', status: 500 })],
    ['status 503', () => failing({ kind: 'status', status: 503 })],
    ['status 599', () => failing({ kind: 'status', status: 599 })],
    ['throttling', () => failing({ kind: 'status', status: 429 })],
    ['status 408', () => failing({ kind: 'status', status: 408 })],
  ])('opens on %s', async (_, call) => {
    await outcome(call);
    await outcome(call);
    const next = jest.fn(() => Promise.resolve('next'));

    expect(lane.state()).toBe('open');
    nowMs = 1_000;
    await expect(lane.run(next)).rejects.toMatchObject({ upstream: 'PDS', kind: 'withheld', retryAfterMs: 4_000 });
    expect(next).not.toHaveBeenCalled();
    expect(withheld).toEqual(['breaker']);
  });

  test.each<[string, () => Promise<unknown>]>([
    ['status 400', () => failing({ kind: 'status', status: 400 })],
    ['status 404', () => failing({ kind: 'status', status: 404 })],
    ['an answer that breaks its contract', () => failing({ kind: 'schema', status: 200 })],
    ['a cancellation', () => Promise.reject(new CancelledError('gone'))],
    ['a fault of our own', () => Promise.reject(new TypeError('ours'))],
  ])('stays closed on %s', async (_, call) => {
    for (let made = 0; made < 10; made += 1) await outcome(call);

    expect(lane.state()).toBe('closed');
  });

  test('opens on answers that say so', async () => {
    const answer = () => lane.run(() => Promise.resolve({ status: 502 }), { isFailure: ({ status }) => status >= 500 });
    await answer();
    expect(await answer()).toEqual({ status: 502 });

    expect(lane.state()).toBe('open');
  });

  test('is not told of calls that the bulkhead refused', async () => {
    lane = laneOf(0);
    for (let made = 0; made < 10; made += 1) await outcome(() => Promise.resolve());

    expect(lane.state()).toBe('closed');
  });

  test.each([
    ['succeeds', () => Promise.resolve('fine'), 'closed'],
    ['fails', () => failing({ kind: 'network' }), 'open'],
  ] as const)('lets one call through after a while, which %s', async (_, probe, state) => {
    for (let made = 0; made < 2; made += 1) await outcome(() => failing({ kind: 'network' }));
    nowMs = 5_000;
    const gate = Promise.withResolvers<undefined>();
    const tried = outcome(async () => {
      await gate.promise;
      return probe();
    });

    expect(await outcome(() => Promise.resolve())).toMatchObject({ kind: 'withheld' });
    gate.resolve(undefined);
    await tried;

    expect(lane.state()).toBe(state);
  });
});

test.each([
  [200, false],
  [404, false],
  [408, true],
  [429, true],
  [500, true],
  [503, true],
])('status %i: the upstream is failing: %s', (status, failed) => {
  expect(isFailureStatus(status)).toBe(failed);
});

describe('lanes', () => {
  test('give each key one of its own', async () => {
    const lanes = createLanes(() => laneOf(1));
    const slow = lanes.laneOf('https://a.example.test').run(() => new Promise(() => undefined));

    expect(await lanes.laneOf('https://b.example.test').run(() => Promise.resolve('fine'))).toBe('fine');
    expect(lanes.laneOf('https://a.example.test')).toBe(lanes.laneOf('https://a.example.test'));
    await expect(lanes.laneOf('https://a.example.test').run(() => slow)).rejects.toMatchObject({ kind: 'withheld' });
    expect(lanes.states()).toEqual(['closed', 'closed']);
  });

  test('are bounded: the longest unused is forgotten', () => {
    const lanes = createLanes(() => laneOf(1), 2);
    const [first, second] = [lanes.laneOf('1'), lanes.laneOf('2')];
    lanes.laneOf('1');
    lanes.laneOf('3');

    expect(lanes.laneOf('1')).toBe(first);
    expect(lanes.laneOf('2')).not.toBe(second);
    expect(lanes.states()).toHaveLength(2);
  });
});
