import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkDocument } from './check-document.ts';
import { readDocument } from './read-document.ts';
import { readWorkspace } from './read-workspace.ts';

/** `npm run check-docs`: fails when a document names a path, command or variable that does not exist. */
const root = join(import.meta.dirname, '../../..');
const DOCUMENTS = '{*.md,docs/**/*.md,*/README.md,*/*/README.md}';

const workspace = readWorkspace(root);
const paths = globSync(DOCUMENTS, { cwd: root, exclude: ['**/node_modules/**'] }).sort();
const faults = paths.flatMap((path) => {
  const document = readDocument(path, readFileSync(join(root, path), 'utf8'));
  return checkDocument(document, workspace).map((fault) => `${path}: ${fault}`);
});
if (!paths.includes('README.md')) faults.unshift('README.md: there is none');

for (const fault of faults) console.error(fault);
console.log(`${paths.length} documents, ${faults.length} faults`);
if (faults.length > 0) process.exitCode = 1;
