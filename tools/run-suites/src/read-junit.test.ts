import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readJunit } from './read-junit.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'junit-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function outcomesOf(xml: string) {
  const file = join(folder, 'result.xml');
  await writeFile(file, xml);
  return readJunit(file);
}

describe('readJunit', () => {
  test('counts the tests, whatever the attributes sum up', async () => {
    const xml = `<?xml version="1.0"?>
      <testsuites tests="900">
        <testsuite name="a" tests="3">
          <testcase name="passes"/>
          <testcase name="fails &lt;b&gt; &#39;c&#39;"><failure message="no">stack</failure><failure>again</failure></testcase>
          <testcase name="breaks"><error/></testcase>
        </testsuite>
        <testsuite name="b">
          <testsuite name="nested"><testcase name="passes too"><system-out>x</system-out></testcase></testsuite>
        </testsuite>
      </testsuites>`;

    expect(await outcomesOf(xml)).toEqual({ passed: 2, failures: [`fails <b> 'c'`, 'breaks'], skips: [] });
  });

  test('counts a file that could not be loaded once, though the reporter names it twice', async () => {
    const xml = `<testsuite>
        <testcase name="a.test.ts"><error>SyntaxError</error></testcase>
        <testcase name="a.test.ts"><failure>{}</failure></testcase>
        <testcase name="b.test.ts"><failure>{}</failure></testcase>
      </testsuite>`;

    expect(await outcomesOf(xml)).toEqual({ passed: 0, failures: ['a.test.ts', 'b.test.ts'], skips: [] });
  });

  test('reads on over characters that XML does not allow', async () => {
    const xml = `<testsuite><testcase name="sends bytes"><failure>got \u0000\u001f\u{FFFF}</failure></testcase></testsuite>`;

    expect(await outcomesOf(xml)).toEqual({ passed: 0, failures: ['sends bytes'], skips: [] });
  });

  test('gives the reason of each skip', async () => {
    const xml = `<testsuite>
        <testcase name="one"><skipped message="no Redis here"/></testcase>
        <testcase name="two"><skipped>no Chromium here</skipped></testcase>
        <testcase name="three"><skipped/></testcase>
      </testsuite>`;

    expect(await outcomesOf(xml)).toEqual({
      passed: 0,
      failures: [],
      skips: ['one: no Redis here', 'two: no Chromium here', 'three: no other reason was given'],
    });
  });

  test.each(['<testsuites/>', '<testsuites name="empty"><testsuite name="a"/></testsuites>'])(
    'finds no tests in %s',
    async (xml) => {
      expect(await outcomesOf(xml)).toEqual({ passed: 0, failures: [], skips: [] });
    },
  );

  test.each(['', '<testsuites><testcase name="a"/>', '<html/>', '<testsuite><testcase/></testsuite>'])(
    'refuses %j, which is not JUnit',
    async (xml) => {
      await expect(outcomesOf(xml)).rejects.toThrow();
    },
  );

  test('refuses a file that is not there', async () => {
    await expect(readJunit(join(folder, 'absent.xml'))).rejects.toThrow();
  });
});
