import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { configDefaultsOf, configVariablesOf } from './config-variables.ts';
import { readWorkspace } from './read-workspace.ts';

const FILES = {
  '.gitignore': 'node_modules/\ndist/\n*.log\n',
  'package.json': '{ "scripts": { "start": "exec node main.js" } }',
  'apps/gateway/package.json': '{ "nx": { "name": "gateway", "targets": { "build": {}, "test": {} } } }',
  'apps/gateway/src/config.ts': 'const schema = z.object({ GATEWAY_PORT: port(5000) });',
  'apps/gateway/src/settings/limits.ts': 'export const limits = { MAX_BODY_BYTES: 1 };',
  'apps/gateway/src/call.ts': "logger.info({ status }, 'request');",
  'apps/pds-stub/src/app.ts': "logger.info('a patient');",
  'apps/gateway/src/config.test.ts': 'test({ NEVER_READ: 1 });',
  'apps/gateway/dist/main.js': '',
  'node_modules/other/package.json': '{}',
};
let root: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'workspace-'));
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
});

afterAll(() => {
  rmSync(root, { recursive: true });
});

describe('readWorkspace', () => {
  test('finds what a document can name', () => {
    const workspace = readWorkspace(root);

    expect([...workspace.folders]).toEqual(['apps']);
    expect([...workspace.ignoredFolders]).toEqual(['node_modules', 'dist']);
    expect([...workspace.scripts]).toEqual(['start']);
    expect(workspace.projects.get('gateway')).toEqual(new Set(['build', 'test']));
    expect(workspace.exists('apps/gateway/src')).toBe(true);
    expect(workspace.exists('apps/*/src/*.ts')).toBe(true);
    expect(workspace.exists('apps/*/gone')).toBe(false);
  });

  test('takes variables from configuration files, not from tests', () => {
    const { configVariables, source } = readWorkspace(root);

    expect([...configVariables].sort()).toEqual(['GATEWAY_PORT', 'MAX_BODY_BYTES']);
    expect(source).not.toContain('NEVER_READ');
  });

  test('takes log lines from the gateway, not from the stubs', () => {
    expect(readWorkspace(root).logLines).toEqual([{ message: 'request', levels: ['info'] }]);
  });
});

test.each([
  ['z.object({\n  GATEWAY_PORT: port(5000),\n  LOG_LEVEL: logLevel() })', ['GATEWAY_PORT', 'LOG_LEVEL']],
  ['environment.PDS_KEY_FILE ?? process.env.PDS_KEY', ['PDS_KEY_FILE', 'PDS_KEY']],
  ["stub('STUB_PDS')", ['STUB_PDS']],
  ['const LOOPBACK_HOSTS = 1;\n// NOT_READ: a comment\nuse(settings.STUB_PDS)', []],
])('the variables read by %j', (source, names) => {
  expect(configVariablesOf(source)).toEqual(names);
});

test('the defaults in a configuration file are its numbers and flags', () => {
  const source = '{ MAX_BODY_BYTES: wholeNumber(65_536, { min: 1 }), CDG_DEBUG: flag(false).refine(x), A_B: flag(on) }';
  expect(configDefaultsOf(source)).toEqual([
    ['MAX_BODY_BYTES', '65536'],
    ['CDG_DEBUG', 'false'],
  ]);
});
