import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { writeJunit } from './write-junit.ts';

test('writeJunit writes what passed, failed and was skipped, whatever characters the words have', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'junit-'));
  const file = join(folder, 'new/rules.xml');
  await writeJunit(file, [
    { name: 'passes' },
    { name: 'fails <a> & "b"', failure: 'no\u0000way' },
    { name: 'is skipped', skipped: 'why' },
  ]);

  expect((await readFile(file, 'utf8')).split('\n')).toEqual([
    '<testsuite name="gateway-fuzz">',
    '  <testcase name="passes"/>',
    '  <testcase name="fails &lt;a> &amp; &quot;b&quot;"><failure message="noway"/></testcase>',
    '  <testcase name="is skipped"><skipped message="why"/></testcase>',
    '</testsuite>',
    '',
  ]);
  await rm(folder, { recursive: true });
});
