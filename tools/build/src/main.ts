import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Bundles one app's `src/main.ts` and everything it needs into `dist/main.js`. Usage: `node tools/build/src/main.ts apps/gateway`. */
const [project] = process.argv.slice(2);
if (project === undefined) throw new Error('usage: node tools/build/src/main.ts <project folder>');

const { name } = JSON.parse(await readFile(join(project, 'package.json'), 'utf8'));
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
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
});
console.log(`built ${name}`);
