import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { copyWorkspace, type WorkspaceCopy } from './copy-workspace.ts';

const run = promisify(execFile);
let original: string;
let copy: WorkspaceCopy | undefined;

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(original, file)), { recursive: true });
  await writeFile(join(original, file), text);
}

beforeEach(async () => {
  copy = undefined;
  original = await realpath(await mkdtemp(join(tmpdir(), 'workspace-')));
  await run('git', ['init', '-q'], { cwd: original });
  await write('.gitignore', 'node_modules/\n.cache/\n*.log\n');
  await write('package.json', '{}');
  await write('libs/price/package.json', '{"name":"@cdg/price","main":"index.js"}');
  await write('libs/price/index.js', 'module.exports = 7;');
  await run('git', ['add', '.'], { cwd: original });
  await write('node_modules/sum/index.js', 'module.exports = (a, b) => a + b;');
  await write('libs/price/node_modules/tax/index.js', 'module.exports = 1;');
  await mkdir(join(original, 'node_modules/@cdg'));
  await symlink('../../libs/price', join(original, 'node_modules/@cdg/price'));
});
afterEach(async () => {
  await copy?.remove();
  await rm(original, { recursive: true });
});

/** What Node makes of an expression in the copy. */
async function evaluate(root: string, expression: string): Promise<string> {
  return (await run('node', ['-e', `process.stdout.write(String(${expression}))`], { cwd: root })).stdout;
}

describe('a copy of the workspace', () => {
  test('has its own packages from itself, and all others from the original', async () => {
    copy = await copyWorkspace(original);
    await writeFile(join(copy.root, 'libs/price/index.js'), 'module.exports = 8;');

    expect(await evaluate(copy.root, "require('@cdg/price')")).toBe('8');
    expect(await evaluate(copy.root, "require.resolve('@cdg/price')")).toBe(join(copy.root, 'libs/price/index.js'));
    expect(await evaluate(original, "require('@cdg/price')")).toBe('7');
    expect(await evaluate(copy.root, "require('sum')(1, 2)")).toBe('3');
    expect(await evaluate(join(copy.root, 'libs/price'), "require('tax')")).toBe('1');
  });

  test('is of the work tree as it is: changed, new and deleted files; nothing that Git ignores', async () => {
    await write('libs/price/index.js', 'module.exports = 9;');
    await write('libs/price/new.js', 'new');
    await write('run.log', 'ignored');
    await write('gone.txt', '');
    await run('git', ['add', 'gone.txt'], { cwd: original });
    await rm(join(original, 'gone.txt'));

    const { root } = (copy = await copyWorkspace(original));

    expect(await readFile(join(root, 'libs/price/index.js'), 'utf8')).toBe('module.exports = 9;');
    expect(await readFile(join(root, 'libs/price/new.js'), 'utf8')).toBe('new');
    await expect(readFile(join(root, 'run.log'))).rejects.toThrow('ENOENT');
    await expect(readFile(join(root, 'gone.txt'))).rejects.toThrow('ENOENT');
  });

  test('is gone when it is removed, and the original is not', async () => {
    const { root, remove } = await copyWorkspace(original);
    await remove();

    await expect(realpath(root)).rejects.toThrow('ENOENT');
    expect(await evaluate(original, "require('sum')(1, 2)")).toBe('3');
  });

  test('is refused when a package of the workspace leads out of it', async () => {
    await symlink(join(original, 'libs/price'), join(original, 'node_modules/@cdg/price-of-old'));

    await expect(copyWorkspace(original)).rejects.toThrow(/^@cdg\/price-of-old of the copy leads to .*, out of it$/);
  });
});
