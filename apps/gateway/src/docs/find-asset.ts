import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import sources from '../../build-assets.json' with { type: 'json' };

export type AssetName = keyof typeof sources;

/**
 * Path of a file that the gateway serves. The build copies them beside the bundle (`dist/assets`), so that nothing but
 * `dist` is needed to run; from source they are read where they stand.
 */
export function findAsset(name: AssetName): string {
  const built = join(import.meta.dirname, 'assets', name);
  if (existsSync(built)) return built;
  const project = createRequire(new URL('../../package.json', import.meta.url));
  return project.resolve(sources[name]);
}
