import { expect } from '@jest/globals';
import { ask } from '@cdg/gateway-under-test';
import { z } from 'zod';
import type { Steps } from '../gherkin/step-book.ts';
import { latest, type World } from '../world.ts';

const healthSchema = z.object({ status: z.string(), version: z.string().min(1) });
const health = (world: World) => healthSchema.parse(JSON.parse(latest(world).answer.body.toString('utf8')));

const UPSTREAMS: Readonly<Record<string, string>> = { "the practice's system": 'Provider' };
const COUNTED_WITHIN_MS = 2_000;

/** The samples of the metrics, by name and labels as they are written. */
async function readMetrics(world: World): Promise<ReadonlyMap<string, number>> {
  const { body } = await ask(world.under.ownFleet().urls.admin, { method: 'GET', path: '/metrics' });
  const samples = body.toString('utf8').matchAll(/^(?<name>\w+(?:\{.*\})?) (?<value>\S+)$/gm);
  return new Map([...samples].map(({ groups }) => [groups?.name ?? '', Number(groups?.value)]));
}

/** Counters may follow an answer by a moment, but must come to exactly so many more. */
async function expectMore(world: World, count: string, ...[name, ...labels]: readonly [string, ...string[]]) {
  const sum = (samples: ReadonlyMap<string, number>) =>
    [...samples]
      .filter(([sample]) => sample.startsWith(name) && labels.every((label) => sample.includes(label)))
      .reduce((total, [, value]) => total + value, 0);
  const before = sum(world.metrics);
  const deadline = Date.now() + COUNTED_WITHIN_MS;
  let more = sum(await readMetrics(world)) - before;
  while (more < Number(count) && Date.now() < deadline) more = sum(await readMetrics(world)) - before;
  expect(more).toBe(Number(count));
}

/** What an operator looks at. */
export const WHAT_THE_OPERATOR_SEES: Steps<World> = {
  'the operator looks at {string}': async (world, path) => {
    const answer = await ask(world.under.gateway, { method: 'GET', path });
    world.answers.push({ answer, nhsNumber: world.nhsNumber, traceId: undefined });
  },
  'the operator looks at {string} on the admin port': async (world, path) => {
    const answer = await ask(world.under.ownFleet().urls.admin, { method: 'GET', path });
    world.answers.push({ answer, nhsNumber: world.nhsNumber, traceId: undefined });
  },
  'it says that the gateway is healthy': (world) => {
    expect(health(world).status).toBe('healthy');
  },
  'it tells the version': (world) => {
    expect(health(world).version).not.toBe('');
  },

  'the operator notes the metrics': async (world) => {
    world.metrics = await readMetrics(world);
  },
  '{int} more request(s) has/have been answered with {int}': (world, count, status) =>
    expectMore(world, count, 'cdg_request_duration_seconds_count', `status="${status}"`),
  '{int} more call(s) has/have been answered by {service} with {int}': (
    world,
    ...[count, service, status]: [string, string, string]
  ) => {
    const upstream = `upstream="${UPSTREAMS[service] ?? service}"`;
    return expectMore(world, count, 'cdg_upstream_call_duration_seconds_count', upstream, `status="${status}"`);
  },
  '{int} more record(s) has/have been cut': (world, count) => expectMore(world, count, 'cdg_records_cut_total'),
  'no log line contains the NHS number': (world) => {
    const { lines } = world.under.ownFleet();
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((line) => line.includes(world.nhsNumber))).toEqual([]);
  },
};
