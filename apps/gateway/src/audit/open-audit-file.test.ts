import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { FileLockedError } from './file-lock.ts';
import { chainEvent, GENESIS, hashOf, type Head } from './hash-chain.ts';
import { openAuditFile, type AuditFile } from './open-audit-file.ts';

let folder: string;
let file: string;
const opened: AuditFile[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audit-'));
  file = join(folder, 'a', 'audit.jsonl');
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ sink }) => sink.close()));
  await rm(folder, { recursive: true });
});

async function open({ maxBytes = 1_000_000, keep = true } = {}): Promise<AuditFile> {
  const audit = await openAuditFile({ file, maxBytes, syncsAlways: false });
  if (keep) opened.push(audit);
  return audit;
}

async function openOnce<T>(use: (audit: AuditFile) => Promise<T>): Promise<T> {
  const audit = await open({ keep: false });
  return use(audit).finally(audit.sink.close);
}

function linesOf(count: number, from: Head = GENESIS): { lines: string[]; head: Head } {
  let head = from;
  const lines = Array.from({ length: count }, () => {
    const chained = chainEvent(head, new Date(), { event: 'request' });
    ({ head } = chained);
    return chained.line;
  });
  return { lines, head };
}

const write = (audit: AuditFile, lines: readonly string[]) => audit.sink.write(Buffer.from(`${lines.join('\n')}\n`));

describe('the file of a trail', () => {
  test('is made with its folder, and has no tail at first', async () => {
    expect((await open()).tail).toBeUndefined();
    expect(await readdir(join(folder, 'a'))).toContain('audit.jsonl');
  });

  test('is found where it ended', async () => {
    const { lines, head } = linesOf(3);
    await openOnce((audit) => write(audit, lines));
    expect((await open()).tail).toEqual({ head, torn: Buffer.alloc(0), lacksLineBreak: false });
  });

  test('belongs to one at a time', async () => {
    await openOnce(() => expect(open()).rejects.toThrow(FileLockedError));
    await expect(open()).resolves.toBeDefined();
  });

  test('is none of ours when no event stands at its end', async () => {
    await openOnce(() => Promise.resolve());
    await writeFile(file, 'a letter to somebody\n');
    await expect(open()).rejects.toThrow('it is no audit trail');
    expect(await readFile(file, 'utf8')).toBe('a letter to somebody\n');
  });
});

describe('a last line that a crash has torn', () => {
  const { lines, head } = linesOf(2);
  const third = linesOf(1, head).lines[0] ?? '';
  const whole = `${lines.join('\n')}\n`;

  test.each([
    ['in the middle', third.slice(0, 40), third.slice(0, 40)],
    [
      'in the middle, twice',
      `${third.slice(0, 40)}\n${third.slice(0, 5)}`,
      `${third.slice(0, 40)}\n${third.slice(0, 5)}`,
    ],
    ['in the middle, and has got its line break since', `${third.slice(0, 40)}\n`, `${third.slice(0, 40)}\n`],
  ])('stays there %s, on a line of its own', async (_, text, torn) => {
    await openOnce(() => Promise.resolve());
    await writeFile(file, whole + text);
    expect((await open()).tail).toEqual({ head, torn: Buffer.from(torn), lacksLineBreak: false });
    expect(await readFile(file, 'utf8')).toBe(`${whole}${text.trimEnd()}\n`);
  });

  test('counts as whole when only its line break is missing', async () => {
    await openOnce(() => Promise.resolve());
    await writeFile(file, whole + third);
    const { tail } = await open();
    expect(tail?.head).toEqual({ seq: 3, hash: hashOf(third) });
    expect(await readFile(file, 'utf8')).toBe(`${whole}${third}\n`);
  });

  test('may be the first of all', async () => {
    await openOnce(() => Promise.resolve());
    await writeFile(file, '{"v":1,"seq":1,"ti');
    expect((await open()).tail).toMatchObject({ head: GENESIS, torn: Buffer.from('{"v":1,"seq":1,"ti') });
  });
});

describe('a file that would grow too large', () => {
  test('is put aside at the end of a line, and the chain found again in either file', async () => {
    const { lines, head } = linesOf(6);
    const maxBytes = (lines[0]?.length ?? 0) * 3;
    const audit = await open({ maxBytes, keep: false });
    for (const line of lines) await write(audit, [line]);
    await audit.sink.close();
    const names = (await readdir(join(folder, 'a'))).filter((name) => !name.endsWith('.lock')).sort();
    expect(names).toEqual(['audit.jsonl', 'audit.jsonl.000000000002', 'audit.jsonl.000000000004']);
    const all = await Promise.all(
      [...names.slice(1), 'audit.jsonl'].map((name) => readFile(join(folder, 'a', name), 'utf8')),
    );
    expect(all.join('')).toBe(`${lines.join('\n')}\n`);
    expect((await openOnce(({ tail }) => Promise.resolve(tail)))?.head).toEqual(head);
    await rm(file);
    expect((await open()).tail?.head.seq).toBe(4);
  });
});

test('a file that somebody has moved away is noticed, and written anew', async () => {
  const { lines, head } = linesOf(1);
  const audit = await open();
  await write(audit, lines);
  await rename(file, `${file}.moved`);
  await expect(audit.sink.sync()).rejects.toThrow('the audit file is gone');
  await write(audit, linesOf(1, head).lines);
  expect(await readFile(file, 'utf8')).toContain('"seq":2');
});
