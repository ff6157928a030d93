import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkDocument } from './check-document.ts';
import { ERRORS_PAGE } from './check-errors.ts';
import { CATALOGUE } from './check-metrics.ts';
import { checkUndocumented } from './check-undocumented.ts';
import { readDocument } from './read-document.ts';
import { readWorkspace } from './read-workspace.ts';

/** `npm run check-docs`: fails when a document names what does not exist, or none names what does. */
const root = join(import.meta.dirname, '../../..');
const DOCUMENTS = '{*.md,docs/**/*.md,*/README.md,*/*/README.md}';

const projects = globSync('{apps,libs,e2e,tools}/*/package.json', { cwd: root }).map((path) => dirname(path));
const workspace = readWorkspace(root);
const paths = globSync(DOCUMENTS, { cwd: root, exclude: ['**/node_modules/**'] }).sort();
const documents = paths.map((path) => readDocument(path, readFileSync(join(root, path), 'utf8')));
const faults = [
  ...['README.md', CATALOGUE, ERRORS_PAGE, ...projects.map((project) => `${project}/README.md`)]
    .filter((path) => !paths.includes(path))
    .map((path) => `${path}: there is none`),
  ...documents.flatMap((document) => checkDocument(document, workspace).map((fault) => `${document.path}: ${fault}`)),
  ...checkUndocumented(documents, workspace),
];

for (const fault of faults) console.error(fault);
console.log(`${paths.length} documents, ${faults.length} faults`);
if (faults.length > 0) process.exitCode = 1;
