import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { ANY_FREE_PORTS, MEMBERS, type MemberName, type MemberPlan } from './members.ts';
import { startMembers, type Fleet, type StartMembers } from './start-members.ts';
import type { Behaviour } from './testing/fake-member.ts';

/** For those who never become healthy: enough to come as far as they do. */
const TIMEOUTS_MS: Partial<Record<Behaviour, number>> = { silent: 200, unhealthy: 2_500 };
let folder: string;
let lines: { member: MemberName; text: string }[];
let fleet: Fleet | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fleet-'));
  lines = [];
  fleet = undefined;
});

afterEach(async () => {
  await fleet?.stop();
  await rm(folder, { recursive: true });
});

/** A plan like the real one, with a fake process in place of the built app. */
async function fakePlan(plan: MemberPlan, behaviour: Behaviour): Promise<MemberPlan> {
  const entryPoint = join(folder, `${plan.name}.mjs`);
  const fake = { urls: plan.listeners.map(({ url }) => url), behaviour };
  const module = join(import.meta.dirname, 'testing/fake-member.ts');
  await writeFile(entryPoint, `import { runFakeMember } from '${module}';\nrunFakeMember(${JSON.stringify(fake)});\n`);
  return { ...plan, entryPoint, startTimeoutMs: TIMEOUTS_MS[behaviour] ?? plan.startTimeoutMs };
}

async function start(behaviours: Partial<Record<MemberName, Behaviour>> = {}, options: Partial<StartMembers> = {}) {
  const plan = (name: MemberName) => fakePlan(MEMBERS[name], behaviours[name] ?? 'well');
  const environment = { PATH: process.env.PATH, ...ANY_FREE_PORTS };
  fleet = await startMembers({
    members: {
      gateway: await plan('gateway'),
      pds: await plan('pds'),
      sds: await plan('sds'),
      provider: await plan('provider'),
    },
    gatewayEnvironment: { ...environment, PDS_PRIVATE_KEY_FILE: '/keys/private.pem' },
    stubEnvironment: environment,
    signal: new AbortController().signal,
    onLine: (line) => lines.push(line),
    ...options,
  });
  return fleet;
}

const saidBy = (name: MemberName) =>
  lines.filter(({ member, text }) => member === name && !text.startsWith('pid=')).map(({ text }) => text);

/** The processes that said their id and are still there. */
const alive = () =>
  lines
    .flatMap(({ text }) => (text.startsWith('pid=') ? [Number(text.slice('pid='.length))] : []))
    .filter((pid) => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    });

describe('startMembers', () => {
  test('tells each member where the others are, whatever ports they took', async () => {
    const { urls } = await start();

    expect(new Set(Object.values(urls)).size).toBe(4);
    expect(saidBy('pds')).toEqual([]);
    expect(saidBy('sds')).toEqual([`PROVIDER_STUB_URL=${urls.provider}`]);
    expect(saidBy('provider')).toEqual([`message ${JSON.stringify({ type: 'sds-stub-url', url: urls.sds })}`]);
    expect(saidBy('gateway')).toEqual([
      `PROVIDER_STUB_URL=${urls.provider}`,
      `SDS_STUB_URL=${urls.sds}`,
      `PDS_STUB_URL=${urls.pds}`,
      'PDS_PRIVATE_KEY_FILE=/keys/private.pem',
    ]);
  });

  test('leaves no process when it stops, however often that is asked', async () => {
    const { stop } = await start();
    expect(alive()).toHaveLength(4);

    await Promise.all([stop(), stop()]);
    expect(alive()).toEqual([]);
  });

  test('kills a member that does not heed SIGTERM', async () => {
    const { processes, stop } = await start({ pds: 'deaf' }, { stopGraceMs: 200 });
    await stop();

    expect(processes.get('pds')?.signalCode).toBe('SIGKILL');
    expect(alive()).toEqual([]);
  });

  test.each<{ when: string; behaviours: Partial<Record<MemberName, Behaviour>>; message: RegExp }>([
    { when: 'dies', behaviours: { pds: 'dies' }, message: /^pds ended with 78\n(.*\n)* {2}no such file: key\.pem$/ },
    { when: 'is silent', behaviours: { sds: 'silent' }, message: /^sds did not say where it listens before its time/ },
    {
      when: 'stays unhealthy',
      behaviours: { gateway: 'unhealthy' },
      message: /^gateway is not healthy: http:\S+ready /,
    },
    { when: 'gives up without ending', behaviours: { provider: 'adrift' }, message: /^provider gave up starting/ },
  ])('says what is wrong and stops all when one $when', async ({ behaviours, message }) => {
    await expect(start(behaviours)).rejects.toThrow(message);
    expect(alive()).toEqual([]);
  });

  test('stops what it has started when it is told to stop while it starts', async () => {
    const controller = new AbortController();
    const started = start(
      { sds: 'unhealthy' },
      {
        signal: controller.signal,
        onLine: (line) => {
          lines.push(line);
          if (line.member === 'sds') controller.abort();
        },
      },
    );

    await expect(started).rejects.toThrow(/^sds did not say where it listens before .* it was stopped/);
    expect(saidBy('gateway')).toEqual([]);
    expect(alive()).toEqual([]);
  });

  test('tells when a member is lost later', async () => {
    const { processes, memberLost } = await start();
    processes.get('sds')?.kill('SIGKILL');

    await expect(memberLost).resolves.toBe('sds ended with SIGKILL');
  });

  test('names every port that is taken before it starts anything', async () => {
    const occupant = createServer().listen(0, '127.0.0.1');
    await once(occupant, 'listening');
    const { port } = z.object({ port: z.number() }).parse(occupant.address());
    const stubEnvironment = { ...ANY_FREE_PORTS, PDS_STUB_PORT: String(port) };

    await expect(start({}, { stubEnvironment })).rejects.toThrow(`Already in use: 127.0.0.1:${port} (PDS_STUB_PORT).`);
    expect(lines).toEqual([]);
    occupant.close();
  });
});
