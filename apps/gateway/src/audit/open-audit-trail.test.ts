import { generateKeyPairSync } from 'node:crypto';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createLogger, SettingsError } from '@cdg/http-server';
import { z } from 'zod';
import { readConfig } from '../config.ts';
import type { AuditTrail } from './audit-trail.ts';
import { hashOf } from './hash-chain.ts';
import { openAuditTrail } from './open-audit-trail.ts';

const PEM = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
const KEY = 'an-anchor-key-of-32-characters-or-more';

let folder: string;
let file: string;
let log: string;
let lost: number;
let printed: string;
let stdout: Writable;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trail-'));
  file = join(folder, 'audit.jsonl');
  log = '';
  lost = 0;
  printed = '';
  stdout = new Writable({
    write: (chunk, _encoding, done) => {
      printed += String(chunk);
      done();
    },
  });
});
afterEach(() => rm(folder, { recursive: true }));

/** Where nothing of PDS is asked, any key does. */
const SETTINGS = { AUDIT_ANCHOR_KEY: KEY, AUDIT_PSEUDONYM_KEY: KEY };

function open(settings: Readonly<Record<string, string>> = {}): Promise<AuditTrail> {
  const config = readConfig({ PDS_PRIVATE_KEY: PEM, AUDIT_FILE: file, ...SETTINGS, ...settings });
  const logger = createLogger({ service: 'gateway', level: 'info', destination: { write: (line) => (log += line) } });
  return openAuditTrail(config, {
    logger,
    stdout,
    now: () => new Date(),
    onLost: () => (lost += 1),
    onWritable: () => undefined,
  });
}

/** Opens a trail, records that many requests, and closes it. */
async function session(requests = 1, settings: Readonly<Record<string, string>> = {}): Promise<void> {
  const trail = await open(settings);
  for (let index = 0; index < requests; index += 1) trail.append({ event: 'request', index });
  await trail.close();
}

const eventSchema = z.looseObject({ seq: z.number(), prev: z.string(), event: z.string() });
const lines = async () => (await readFile(file, 'utf8')).trimEnd().split('\n');
const events = async () => (await lines()).map((line) => eventSchema.parse(JSON.parse(line)));
const anchor = async (): Promise<unknown> => JSON.parse(await readFile(`${file}.anchor.json`, 'utf8'));

describe('a trail', () => {
  test('goes on over restarts: each line carries the hash of the one before', async () => {
    await session();
    await session();
    const all = await events();
    expect(all.map(({ seq, event }) => [seq, event])).toEqual([
      ...[
        [1, 'opened'],
        [2, 'request'],
        [3, 'closed'],
        [4, 'opened'],
        [5, 'request'],
        [6, 'closed'],
      ],
    ]);
    const hashes = (await lines()).map(hashOf);
    expect(all.slice(1).map(({ prev }) => prev)).toEqual(hashes.slice(0, -1));
  });

  test('is anchored and logged where it ends', async () => {
    await session();
    const hash = hashOf((await lines()).at(-1) ?? '');
    expect(await anchor()).toMatchObject({ seq: 3, hash, isClosed: true });
    expect(log).toContain(`"seq":3,"hash":"${hash}","msg":"audit head"`);
  });

  test('that a crash has torn says which line it was, and goes on', async () => {
    await session();
    await rm(`${file}.anchor.json`);
    await appendFile(file, '{"v":1,"seq":4,"ti');
    await session(0);
    const all = (await lines()).slice(4).map((line) => eventSchema.parse(JSON.parse(line)));
    expect(all[0]).toMatchObject({ seq: 4, event: 'recovered', tornBytes: 18, tornHash: hashOf('{"v":1,"seq":4,"ti') });
    expect(all[1]).toMatchObject({ seq: 5, event: 'opened', anchor: 'missing' });
  });

  test('on standard output goes on from its anchor', async () => {
    const anchorFile = join(folder, 'anchor');
    const settings = { AUDIT_SINK: 'stdout', AUDIT_FILE: '', AUDIT_ANCHOR_FILE: anchorFile };
    await session(0, settings);
    await session(0, settings);
    expect(JSON.parse(await readFile(anchorFile, 'utf8'))).toMatchObject({ seq: 4, isClosed: true });
    expect(printed.match(/"seq":\d/g)).toEqual(['"seq":1', '"seq":2', '"seq":3', '"seq":4']);
  });

  test('in a file and on standard output is the same in both', async () => {
    await session(2, { AUDIT_SINK: 'both' });
    expect(printed).toBe(await readFile(file, 'utf8'));
  });
});

describe('a trail that is not what was anchored is not written on', () => {
  test.each<[string, (text: string) => string, RegExp]>([
    [
      'its end was cut off',
      (text) => text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1),
      /ends before event 3/,
    ],
    ['it is gone', () => '', /ends before event 3/],
    ['its last line was changed', (text) => text.replace('"closed"', '"opened"'), /the last event .* was changed/],
    ['something was added', (text) => `${text}{"v":1,"seq":4,"prev":"x","event":"request"}\n`, /goes on although/],
  ])('%s', async (_, tamper, message) => {
    await session();
    await writeFile(file, tamper(await readFile(file, 'utf8')));
    const before = await readFile(file, 'utf8');
    await expect(open()).rejects.toThrow(SettingsError);
    await expect(open()).rejects.toThrow(message);
    expect(await readFile(file, 'utf8')).toBe(before);
  });

  test.each<[string, (text: string) => string]>([
    ['by somebody without the key', (text) => text.replace('"seq":3', '"seq":2')],
    ['to nothing', () => ''],
  ])('when its anchor was changed %s', async (_, tamper) => {
    await session();
    const text = await readFile(`${file}.anchor.json`, 'utf8');
    await writeFile(`${file}.anchor.json`, tamper(text));
    await expect(open()).rejects.toThrow(/AUDIT_ANCHOR_FILE: it (was not written with this key|is no anchor)/);
  });
});

describe('a trail that cannot be opened', () => {
  test('because another gateway writes to it names the setting', async () => {
    const trail = await open();
    await expect(open()).rejects.toThrow('AUDIT_FILE: another process writes to it');
    await trail.close();
  });

  test('because of the file system names the setting, and not the path', async () => {
    await writeFile(file, '');
    await expect(open({ AUDIT_FILE: join(file, 'below') })).rejects.toThrow(/AUDIT_FILE: cannot be used: \w+$/);
  });
});

describe('while the sink takes nothing', () => {
  test('nobody is served when standard output is closed', async () => {
    const trail = await open({ AUDIT_SINK: 'both' });
    await trail.settled();
    stdout.destroy();
    trail.append({ event: 'request' });
    await expect(trail.settled()).rejects.toThrow('the audit sink fails');
    expect(trail.isReady()).toBe(false);
    await trail.close();
  });

  test('nobody is served, and what does not fit is counted', async () => {
    const trail = await open({ AUDIT_FILE: '/dev/full', AUDIT_ANCHOR_FILE: join(folder, 'anchor') });
    await expect(trail.settled()).rejects.toThrow('the audit sink fails');
    expect([trail.isReady(), trail.isWritable()]).toEqual([false, false]);
    for (let size = 0; size < 9_000_000; size += 100_000) trail.append({ event: 'request', text: 'x'.repeat(100_000) });
    expect(lost).toBeGreaterThan(0);
    await trail.close();
    expect(log).toContain('"code":"ENOSPC","msg":"the audit sink fails"');
  });

  test('everybody is served where audit is not required', async () => {
    const trail = await open({
      AUDIT_FILE: '/dev/full',
      AUDIT_ANCHOR_FILE: join(folder, 'a'),
      AUDIT_REQUIRED: 'false',
    });
    await expect(trail.settled()).resolves.toBeUndefined();
    while (trail.isWritable()) await new Promise(setImmediate);
    expect(trail.isReady()).toBe(true);
    await trail.close();
  });
});
