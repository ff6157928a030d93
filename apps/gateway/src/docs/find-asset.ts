import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';

const PROJECT = join(import.meta.dirname, '../..');

/**
 * Path of a file that the gateway serves. The build copies those that `build-assets.json` names beside the bundle
 * (`dist/assets`), so that nothing but `dist` is needed to run; from source they are read where they stand.
 */
export function findAsset(name: string): string {
  const built = join(import.meta.dirname, 'assets', name);
  return existsSync(built) ? built : sourceOf(name);
}

function sourceOf(name: string): string {
  const list: unknown = JSON.parse(readFileSync(join(PROJECT, 'build-assets.json'), 'utf8'));
  const source = z.record(z.string(), z.string()).parse(list)[name];
  if (source === undefined) throw new Error(`build-assets.json does not name ${name}`);
  return createRequire(join(PROJECT, 'package.json')).resolve(source);
}
