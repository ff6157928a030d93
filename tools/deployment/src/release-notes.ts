import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@cdg/child-processes';
import { notesOf } from './notes-of.ts';

/** `npm run release:notes -- <tag>`: what CHANGELOG.md says of a release. */
const [tag = ''] = process.argv.slice(2);
console.log(notesOf(tag, readFileSync(join(workspaceRoot, 'CHANGELOG.md'), 'utf8')));
