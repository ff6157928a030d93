import { describe, expect, test } from '@jest/globals';
import { checkDocument } from './check-document.ts';
import { readDocument } from './read-document.ts';
import type { Workspace } from './workspace.ts';

const TEST_FILE = 'apps/gateway/src/main.test.ts';
const FILES = [
  TEST_FILE,
  'README.md',
  'docs/data-path.md',
  'apps/gateway',
  'apps/gateway/src',
  'apps/gateway/src/main.ts',
];
const WORKSPACE: Workspace = {
  exists: (path) => path === 'apps/*' || FILES.includes(path.replace(/\/$/, '')),
  read: (path) => (path === TEST_FILE ? "test('starts at once', () => {" : ''),
  folders: new Set(['apps', 'docs']),
  ignoredFolders: new Set(['dist']),
  scripts: new Set(['start', 'lint:all']),
  projects: new Map([
    ['gateway', new Set(['build', 'test'])],
    ['fhir', new Set(['test'])],
  ]),
  source: 'read(SSP_URL, PDS_KEY, PDS_KEY_FILE, PDS_TIMEOUT_MS, SDS_TIMEOUT_MS)',
  configVariables: new Set(['SSP_URL']),
  configDefaults: new Map([
    ['PDS_TIMEOUT_MS', '5000'],
    ['SDS_TIMEOUT_MS', '4000'],
  ]),
  logLines: [],
};

const faultsOf = (text: string, path = 'apps/gateway/README.md') => checkDocument(readDocument(path, text), WORKSPACE);
const inBlock = (line: string) => ['```sh', line, '```'].join('\n');

describe('links and paths', () => {
  test.each([
    ['a link from the folder of the document', '[main](src/main.ts)'],
    ['a link upwards, with an anchor', '[path](../../docs/data-path.md#steps)'],
    ['a link to the web', '[NHS](https://example.org/nothing)'],
    ['a link within the document', '[below](#below)'],
    ['a path from the root', 'see `apps/gateway/src/main.ts`'],
    ['a path with its line', 'see `apps/gateway/src/main.ts:12`'],
    ['a path from the folder of the document', 'see `src/main.ts`'],
    ['a pattern that something fits', 'all of `apps/*`'],
    ['a file that is built later', 'run `apps/gateway/dist/main.js`'],
    ['what only looks like a path', '`application/fhir+json`, `and/or`, `/patient/$gpc.getstructuredrecord`'],
    ['a path that is left open', '`apps/<name>/src`'],
  ])('admit %s', (_, text) => {
    expect(faultsOf(text)).toEqual([]);
  });

  test.each([
    ['[main](src/gone.ts)', 'the link src/gone.ts leads nowhere'],
    ['![picture](/docs/gone.png)', 'the link /docs/gone.png leads nowhere'],
    ['| a |\n|---|\n| [x](gone.md) |', 'the link gone.md leads nowhere'],
    ['see `apps/gone/src`', 'there is no apps/gone/src'],
    ['see `src/gone.ts`', 'there is no src/gone.ts'],
    ['all of `docs/*`', 'there is no docs/*'],
  ])('report %j', (text, fault) => {
    expect(faultsOf(text)).toEqual([fault]);
  });
});

describe('a test that is named as proof', () => {
  test('must stand in the file that is named with it', () => {
    expect(faultsOf('[main.test.ts](src/main.test.ts) "starts at once", and more')).toEqual([]);
    expect(faultsOf('[main.test.ts](src/main.test.ts) "stops at once"')).toEqual([
      'src/main.test.ts has no test "stops at once"',
    ]);
  });
});

describe('commands', () => {
  test.each([
    'npm start',
    'npm run lint:all -- --fix',
    'npx nx build gateway',
    'nx run gateway:test',
    'npx nx run-many -t build test -p gateway fhir --parallel=1',
    'npx nx affected --targets=build,test',
    'npx nx show projects --affected',
    'npx nx build <project>',
    'npm install',
  ])('admit %s', (line) => {
    expect(faultsOf(inBlock(line))).toEqual([]);
  });

  test.each([
    ['npm test', 'there is no npm script "test"'],
    ['npm run gone', 'there is no npm script "gone"'],
    ['npx nx build gone', 'there is no Nx project "gone"'],
    ['npx nx build fhir', 'there is no Nx target "build" in fhir'],
    ['nx fhir:build', 'there is no Nx target "build" in fhir'],
    ['npx nx run-many -t gone', 'there is no Nx target "gone" in any project'],
    ['npx nx run-many --target=test --projects=fhir,gone', 'there is no Nx project "gone"'],
  ])('report %s', (line, fault) => {
    expect(faultsOf(inBlock(line))).toEqual([fault]);
    expect(faultsOf(`run \`${line}\``)).toEqual([fault]);
  });
});

describe('tables of variables', () => {
  const table = (...cells: string[]) =>
    ['| Variable | Meaning |', '|---|---|', ...cells.map((cell) => `| ${cell} | text |`)].join('\n');

  test('may list what a source file reads, one in a text or in a file included', () => {
    expect(faultsOf(table('`SSP_URL`', '`PDS_KEY[_FILE]`'))).toEqual([]);
  });

  test.each([
    ['`GONE_URL`', 'no source file reads the variable GONE_URL'],
    ['`SSP_URL[_FILE]`', 'no source file reads the variable SSP_URL_FILE'],
    ['`PDS_KEY/URL`', '"PDS_KEY/URL" in a table of variables is not the name of one'],
  ])('must not list %s', (cell, fault) => {
    expect(faultsOf(table(cell))).toEqual([fault]);
  });

  test('are not other tables', () => {
    expect(faultsOf('| Code | Meaning |\n|---|---|\n| `GONE_URL` | text |')).toEqual([]);
  });

  const withDefault = (names: string, value: string) =>
    ['| Variable | Default | Meaning |', '|---|---|---|', `| ${names} | ${value} | text |`].join('\n');

  test.each([
    ['`PDS_TIMEOUT_MS`', '`5000`'],
    ['`PDS_TIMEOUT_MS`', '`5000`: any'],
    ['`PDS_TIMEOUT_MS`, `SDS_TIMEOUT_MS`', '`5000`, `4000`'],
    ['`SSP_URL`', '`anything`'],
    ['`PDS_TIMEOUT_MS`', 'none'],
  ])('may say of %s that it is %s when it is not set', (names, value) => {
    expect(faultsOf(withDefault(names, value))).toEqual([]);
  });

  test.each([
    ['`PDS_TIMEOUT_MS`', '`4000`', 'the default of PDS_TIMEOUT_MS is 5000, not 4000'],
    ['`PDS_TIMEOUT_MS`, `SDS_TIMEOUT_MS`', '`5000`', 'the default of SDS_TIMEOUT_MS is 4000, not 5000'],
  ])('must not say of %s that it is %s', (names, value, fault) => {
    expect(faultsOf(withDefault(names, value))).toEqual([fault]);
  });

  test('name in the root README every variable that the apps read', () => {
    expect(faultsOf(table('`PDS_KEY`'), 'README.md')).toEqual(['the variable SSP_URL is not listed']);
    expect(faultsOf(table('`SSP_URL`'), 'README.md')).toEqual([]);
  });
});

test('a document must not hold an NHS number that could be real', () => {
  expect(faultsOf(`as with ${['943', '476', '5919'].join(' ')}`)).toHaveLength(1);
  expect(faultsOf('as with 9990000018')).toEqual([]);
});

test('a fault that occurs twice is told once', () => {
  expect(faultsOf('`npm run gone` and `npm run gone`')).toHaveLength(1);
});
