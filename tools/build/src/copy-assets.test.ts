import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { copyAssets } from './copy-assets.ts';

let project: string;

beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'copy-assets-'));
  await writeFile(join(project, 'package.json'), '{ "name": "a-project" }');
});

afterEach(async () => {
  await rm(project, { recursive: true, force: true });
});

async function declare(assets: object): Promise<void> {
  await writeFile(join(project, 'build-assets.json'), JSON.stringify(assets));
}

describe('copyAssets', () => {
  test('copies a file of the project and a file of a package under the names given', async () => {
    await writeFile(join(project, 'page.html'), 'a page');
    await mkdir(join(project, 'node_modules/a-package'), { recursive: true });
    await writeFile(join(project, 'node_modules/a-package/style.css'), 'a style');
    await declare({ 'docs/index.html': './page.html', 'docs/style.css': 'a-package/style.css' });

    expect(await copyAssets(project)).toEqual(['docs/index.html', 'docs/style.css']);
    expect(await readFile(join(project, 'dist/assets/docs/index.html'), 'utf8')).toBe('a page');
    expect(await readFile(join(project, 'dist/assets/docs/style.css'), 'utf8')).toBe('a style');
  });

  test('removes what an earlier build copied and is declared no more', async () => {
    await mkdir(join(project, 'dist/assets'), { recursive: true });
    await writeFile(join(project, 'dist/assets/old.txt'), 'old');
    await writeFile(join(project, 'new.txt'), 'new');
    await declare({ 'new.txt': './new.txt' });

    await copyAssets(project);
    expect(await readdir(join(project, 'dist/assets'))).toEqual(['new.txt']);
  });

  test('copies nothing for a project that declares nothing', async () => {
    expect(await copyAssets(project)).toEqual([]);
  });

  test('fails when a file that is declared does not exist', async () => {
    await declare({ 'gone.txt': './gone.txt' });
    await expect(copyAssets(project)).rejects.toThrow('gone.txt');
  });
});
