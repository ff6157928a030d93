import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readAllowances } from './allowed.ts';
import { findSecrets } from './find-secrets.ts';
import { historySources, stagedSources, treeSources } from './git-sources.ts';
import { scan } from './scan.ts';

// Made here, so that no secret stands in this file.
const KEY = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
const GITHUB_TOKEN = `ghp_${'a1B2c3D4e5'.repeat(4).slice(0, 36)}`;

let folder: string;
const git = (...args: readonly string[]) =>
  execFileSync('git', ['-C', folder, '-c', 'user.name=T', '-c', 'user.email=t@example.org', ...args]);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'secrets-'));
  git('init', '-q');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('findSecrets', () => {
  test.each([
    ['a private key', KEY],
    ['a token of GitHub', `token = '${GITHUB_TOKEN}'`],
    ['a user and password in an address', `https://${['kit', 's3cretPass'].join(':')}@example.org/`],
  ])('finds %s, and does not tell it', async (_, secret) => {
    const findings = await findSecrets({ path: 'a.ts', content: `// first line\n${String(secret)}\n` });

    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ path: 'a.ts', line: 2 });
    expect(JSON.stringify(findings)).not.toMatch(/ghp_|BEGIN|s3cret/);
  });

  test('finds nothing in harmless text', async () => {
    expect(await findSecrets({ path: 'a.ts', content: 'const port = 5000;' })).toEqual([]);
  });
});

describe('scan', () => {
  test('finds a key that was committed and deleted again', async () => {
    writeFileSync(join(folder, 'key.pem'), KEY);
    git('add', '.');
    git('commit', '-qm', 'one');
    git('rm', '-q', 'key.pem');
    git('commit', '-qm', 'two');

    expect((await scan(treeSources(folder), [])).findings).toEqual([]);
    expect((await scan(historySources(folder), [])).findings).toMatchObject([{ path: 'key.pem', rule: 'privatekey' }]);
  });

  test('finds a token in a commit message', async () => {
    git('commit', '-q', '--allow-empty', '-m', `the token is ${GITHUB_TOKEN}`);

    expect((await scan(historySources(folder), [])).findings).toMatchObject([{ rule: 'github' }]);
  });

  test('finds a key that is staged, and one that is not yet known to git', async () => {
    writeFileSync(join(folder, 'key.pem'), KEY);
    expect((await scan(treeSources(folder), [])).findings).toHaveLength(1);
    expect((await scan(stagedSources(folder), [])).findings).toHaveLength(0);

    git('add', '.');
    expect((await scan(stagedSources(folder), [])).findings).toHaveLength(1);
  });

  test('leaves out what is explained, at its own path only', async () => {
    const [finding] = await findSecrets({ path: 'a.pem', content: String(KEY) });
    const allowance = { rule: 'privatekey', path: 'a.pem', fingerprint: finding?.fingerprint ?? '', reason: 'a test' };
    const sources = ['a.pem', 'b.pem'].map((path) => ({ path, content: String(KEY) }));

    expect((await scan(sources, [allowance])).findings).toMatchObject([{ path: 'b.pem' }]);
  });
});

describe('readAllowances', () => {
  test('takes those of this project', () => {
    expect(readAllowances(join(import.meta.dirname, '../allowed.json'))).not.toEqual([]);
  });

  test('refuses one that is not explained', () => {
    const file = join(folder, 'allowed.json');
    writeFileSync(file, JSON.stringify([{ rule: 'privatekey', path: 'a', fingerprint: '0'.repeat(16), reason: '' }]));

    expect(() => readAllowances(file)).toThrow('reason');
  });
});
