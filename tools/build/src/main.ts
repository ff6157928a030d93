import { join } from 'node:path';
import { build } from 'esbuild';
import { copyAssets } from './copy-assets.ts';

/**
 * Bundles one app's `src/main.ts` and everything it needs into `dist/main.js`, its assets beside it.
 * Usage: `node tools/build/src/main.ts apps/gateway`.
 */
const [project] = process.argv.slice(2);
if (project === undefined) throw new Error('usage: node tools/build/src/main.ts <project folder>');

await build({
  entryPoints: [join(project, 'src/main.ts')],
  outfile: join(project, 'dist/main.js'),
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  sourcemap: true,
  legalComments: 'linked',
  // CommonJS packages inside an ES module bundle still call require.
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
});
await copyAssets(project);
console.log(`built ${project}`);
