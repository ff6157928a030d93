import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';

const assetsSchema = z.record(z.string(), z.string());

/**
 * Copies the files that a project's `build-assets.json` names into `dist/assets`, so that the bundle needs nothing else:
 * `{ "<name in dist/assets>": "<./file of the project, or package/file>" }`. A project without that file has none.
 *
 * @returns the names copied
 */
export async function copyAssets(project: string): Promise<readonly string[]> {
  const target = join(project, 'dist/assets');
  await rm(target, { recursive: true, force: true });
  const list = join(project, 'build-assets.json');
  if (!existsSync(list)) return [];
  const assets = assetsSchema.parse(JSON.parse(await readFile(list, 'utf8')));
  const { resolve: find } = createRequire(resolve(project, 'package.json'));
  for (const [name, source] of Object.entries(assets)) {
    await mkdir(dirname(join(target, name)), { recursive: true });
    await copyFile(find(source), join(target, name));
  }
  return Object.keys(assets);
}
