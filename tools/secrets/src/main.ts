import { join } from 'node:path';
import { workspaceRoot } from '@cdg/child-processes';
import { readAllowances } from './allowed.ts';
import { historySources, stagedSources, treeSources } from './git-sources.ts';
import { scan } from './scan.ts';

/** `npm run secrets`: the whole history and the work tree; with `--staged` only what the next commit would hold. */
const allowances = readAllowances(join(import.meta.dirname, '../allowed.json'));
const isStaged = process.argv.includes('--staged');
const parts = isStaged
  ? [['staged files', stagedSources(workspaceRoot)] as const]
  : [
      ['versions and messages of the history', historySources(workspaceRoot)] as const,
      ['files of the work tree', treeSources(workspaceRoot)] as const,
    ];

for (const [name, sources] of parts) {
  const { scanned, findings } = await scan(sources, allowances);
  console.log(`${scanned} ${name}: ${findings.length} unexplained findings`);
  for (const { path, line, rule, fingerprint } of findings) console.log(`  ${path}:${line} ${rule} ${fingerprint}`);
  if (findings.length > 0) process.exitCode = 1;
  // A shallow clone or a wrong folder must not look clean.
  if (scanned === 0 && !isStaged) {
    console.error(`There were no ${name} to scan.`);
    process.exitCode = 1;
  }
}
