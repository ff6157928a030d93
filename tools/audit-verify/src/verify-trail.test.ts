import { createHmac, hash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { anchorIn } from './anchor.ts';
import { readLines } from './read-lines.ts';
import { verifyTrail, type Expectations } from './verify-trail.ts';

const KEY = 'a-key-of-an-anchor-with-32-characters';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audit-verify-'));
});
afterEach(() => rm(folder, { recursive: true }));

const hashOf = (text: string) => hash('sha256', text, 'base64url');

/** A whole trail of so many events, from its beginning. */
function trailOf(events: number, others: Readonly<Record<number, object>> = {}): string[] {
  let prev = 'A'.repeat(43);
  return Array.from({ length: events }, (_, index) => {
    const seq = index + 1;
    const line = JSON.stringify({ v: 1, seq, time: 'now', prev, event: 'request', ...others[seq] });
    prev = hashOf(line);
    return line;
  });
}

async function faultsOf(lines: readonly string[], expectations: Expectations = {}): Promise<readonly string[]> {
  const file = join(folder, 'trail');
  await writeFile(file, lines.map((line) => `${line}\n`).join(''));
  const { faults } = await verifyTrail(readLines([file]), expectations);
  return faults.map((fault) => fault.replace(file, 'trail'));
}

function anchorAt(seq: number, line: string, isClosed = true) {
  const said = { seq, hash: hashOf(line), isClosed, time: 'now' };
  const mac = createHmac('sha256', KEY).update(`${seq}\n${said.hash}\n${isClosed}\nnow`).digest('base64url');
  return JSON.stringify({ ...said, mac });
}

describe('a whole trail', () => {
  test('has no faults, and a head', async () => {
    const lines = trailOf(5);
    expect(await faultsOf(lines)).toEqual([]);
    const { events, head } = await verifyTrail(readLines([join(folder, 'trail')]));
    expect([events, head]).toEqual([5, { seq: 5, hash: hashOf(lines[4] ?? '') }]);
  });

  test('may stand in several files', async () => {
    const lines = trailOf(5);
    const files = [join(folder, 'a'), join(folder, 'b')];
    await writeFile(join(folder, 'a'), `${lines.slice(0, 2).join('\n')}\n`);
    await writeFile(join(folder, 'b'), `${lines.slice(2).join('\n')}\n`);
    expect((await verifyTrail(readLines(files))).faults).toEqual([]);
    expect((await verifyTrail(readLines(files.toReversed()))).faults).not.toEqual([]);
  });

  test('may go on from where earlier files ended', async () => {
    const lines = trailOf(5);
    expect(await faultsOf(lines.slice(2), { after: { seq: 2, hash: hashOf(lines[1] ?? '') } })).toEqual([]);
    expect(await faultsOf(lines.slice(2))).toEqual(['trail:1: events 1 to 2 are missing before event 3']);
  });
});

describe('a trail that is not whole', () => {
  test('shows a line that was changed', async () => {
    const lines = trailOf(4).map((line, index) => (index === 1 ? line.replace('request', 'reques_') : line));
    expect(await faultsOf(lines)).toEqual(['trail:3: the event before 3 was changed']);
  });

  test('shows a line that was left out', async () => {
    const lines = trailOf(4).toSpliced(1, 1);
    expect(await faultsOf(lines)).toEqual(['trail:2: event 2 is missing before event 3']);
  });

  test('shows a line that was left out, also when the others were numbered anew', async () => {
    const lines = trailOf(4)
      .toSpliced(1, 1)
      .map((line, index) => line.replace(/"seq":\d/, `"seq":${index + 1}`));
    expect(await faultsOf(lines)).toContain('trail:2: the event before 2 was changed');
  });

  test('shows lines that changed places', async () => {
    const [first = '', second = '', third = '', fourth = ''] = trailOf(4);
    expect(await faultsOf([first, third, second, fourth])).toContain('trail:3: event 2 stands behind event 3');
  });

  test('shows a line that stands twice', async () => {
    const lines = trailOf(3);
    expect(await faultsOf([...lines, lines[2] ?? ''])).toEqual(['trail:4: event 3 stands behind event 3']);
  });

  test('shows a line that cannot be read', async () => {
    expect(await faultsOf(trailOf(3).toSpliced(1, 0, 'x'))).toEqual(['trail:2: cannot be read']);
    expect(await faultsOf([...trailOf(3), '{"v":1'])).toEqual(['trail:4: cannot be read, and no event says why']);
  });

  test('shows that it was opened without its anchor', async () => {
    const lines = trailOf(3, { 2: { event: 'opened', anchor: 'missing' } });
    expect(await faultsOf(lines)).toEqual(['trail:2: was opened without its anchor']);
  });
});

describe('a torn line', () => {
  const recovered = { event: 'recovered', tornHash: hashOf('{"v":1,"se') };

  test('is well when an event says which it is', async () => {
    expect(await faultsOf(trailOf(3, { 3: recovered }).toSpliced(2, 0, '{"v":1,"se'))).toEqual([]);
  });

  test.each([['{"v":1,"s'], []])('is a fault when it was changed or taken away: %s', async (...torn) => {
    const faults = await faultsOf(trailOf(3, { 3: recovered }).toSpliced(2, 0, ...torn));
    expect(faults).toEqual([expect.stringContaining('the torn line before it was changed or left out')]);
  });
});

describe('what is known from elsewhere', () => {
  const lines = trailOf(4);
  const last = lines[3] ?? '';

  test.each([1, 2, 4])('shows a tail of %i lines that was cut off', async (cut) => {
    const faults = await faultsOf(lines.slice(0, -cut), { anchor: anchorIn(anchorAt(4, last), KEY) });
    expect(faults).toEqual(['the trail was cut: it lacks event 4, which the anchor names']);
  });

  test('shows a last line that was changed', async () => {
    const changed = lines.with(3, last.replace('request', 'reques_'));
    expect(await faultsOf(changed, { anchor: anchorIn(anchorAt(4, last), KEY) })).toEqual([
      'event 4 is not the one that the anchor names',
    ]);
  });

  test('shows what was added behind a trail that was closed, and lets one that is open go on', async () => {
    const third = lines[2] ?? '';
    expect(await faultsOf(lines, { anchor: anchorIn(anchorAt(3, third), KEY) })).toEqual([
      'events were added behind event 3, with which the trail was closed',
    ]);
    expect(await faultsOf(lines, { anchor: anchorIn(anchorAt(3, third, false), KEY) })).toEqual([]);
  });

  test('shows another history that goes with an older anchor', async () => {
    const heads = [{ seq: 4, hash: hashOf(last) }];
    const anchor = anchorIn(anchorAt(2, lines[1] ?? '', false), KEY);
    expect(await faultsOf(lines.slice(0, 2), { anchor, heads })).toEqual([
      'the trail was cut: it lacks event 4, which the logged head names',
    ]);
  });

  test.each([
    ['another key', anchorAt(4, last), 'another-key-of-an-anchor-of-32-characters'],
    ['another number', anchorAt(4, last).replace('"seq":4', '"seq":3'), KEY],
    ['another end', anchorAt(4, last).replace('true', 'false'), KEY],
    ['no JSON', 'x', KEY],
  ])('does not count with %s', (_, text, key) => {
    expect(() => anchorIn(text, key)).toThrow(/^the anchor (was not written with this key|cannot be read)$/);
  });
});
