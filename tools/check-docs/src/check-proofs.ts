import { dirname, join } from 'node:path/posix';
import type { Document } from './read-document.ts';
import type { Workspace } from './workspace.ts';

/** A link to a test file, and the name of a test in it: `[a.test.ts](src/a.test.ts) "does something"`. */
const PROOF = /\]\(([^)\s]+\.test\.ts)\) "([^"]+)"/g;

/** Faults for the tests that a document names as proof and that are not in the file it names. */
export function checkProofs({ path, text }: Document, { read }: Workspace): readonly string[] {
  return [...text.matchAll(PROOF)]
    .filter(([, file = '', name = '']) => !read(join(dirname(path), file)).includes(name))
    .map(([, file, name]) => `${file ?? ''} has no test "${name ?? ''}"`);
}
