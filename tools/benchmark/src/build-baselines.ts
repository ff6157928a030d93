import { join } from 'node:path';
import { build } from 'esbuild';

const BASELINES = ['limit', 'naive'] as const;

export const BUILT_BASELINES = join(import.meta.dirname, '../dist');

/** Bundles the baselines as the gateway is bundled, so that none pays for being TypeScript. */
export async function buildBaselines(): Promise<void> {
  await build({
    entryPoints: BASELINES.map((name) => join(import.meta.dirname, 'programs', `${name}.ts`)),
    outdir: BUILT_BASELINES,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
  });
}
