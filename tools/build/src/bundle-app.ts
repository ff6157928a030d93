import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';

/** Packages that a bundle never calls, and that read files of their own folder as soon as they are loaded. */
const NEVER_CALLED = {
  // The error pages of json-server's own server; the stubs mount its router only.
  errorhandler: join(import.meta.dirname, 'never-called.cjs'),
};

/**
 * `debug` colours its lines where it happens to find `supports-color`, which it does not depend on, and goes on without.
 * Here another package's development dependency would be found, and end up in what is shipped.
 */
const LEAVE_OUT_BY_CHANCE: Plugin = {
  name: 'leave-out-by-chance',
  setup: (bundling) => {
    bundling.onResolve({ filter: /^supports-color$/ }, ({ path, importer }) =>
      importer.includes('/node_modules/debug/') ? { path, external: true } : undefined,
    );
  },
};

/** Bundles a project's `src/main.ts` and everything it needs into `dist/main.js`, which then runs without node_modules. */
export async function bundleApp(project: string): Promise<void> {
  await build({
    entryPoints: [join(project, 'src/main.ts')],
    outfile: join(project, 'dist/main.js'),
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    sourcemap: true,
    // Node keeps the text: without blanks it is less than half. Names stay, for stacks.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'linked',
    alias: NEVER_CALLED,
    plugins: [LEAVE_OUT_BY_CHANCE],
    // CommonJS packages inside an ES module bundle still call require.
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
  });
}
