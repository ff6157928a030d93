import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { FAULTS, UPSTREAMS, type Cell } from './cell.ts';

const FILE = join(import.meta.dirname, '../expectations.md');

export interface Expectations {
  readonly cells: readonly Cell[];
  /** What each rule says, by its name. */
  readonly rules: ReadonlyMap<string, string>;
}

const rowSchema = z.tuple([
  z.enum(UPSTREAMS),
  z.enum(FAULTS),
  z.string().regex(/^(200|200, cut|50[234])$/),
  z.enum(['', 'exception', 'transient', 'timeout', 'security']),
  z.enum(['', 'INTERNAL_SERVER_ERROR']),
  z.string(),
  z.string().regex(/^(|own|\d+)$/),
  z.string(),
]);

/** The table that was written down before the first run. @throws when it is not well-formed */
export function readExpectations(text = readFileSync(FILE, 'utf8')): Expectations {
  const rules = new Map(rowsUnder('## Rules', text).map((row) => z.tuple([z.string(), z.string().min(1)]).parse(row)));
  const cells = rowsUnder('## Cells', text).map((row): Cell => {
    const [upstream, fault, answer, issue, spineCode, diagnostics, retryAfter, rule] = rowSchema.parse(row);
    if (!rules.has(rule)) throw new Error(`${upstream}, ${fault}: there is no rule "${rule}"`);
    return { upstream, fault, expected: { answer, issue, spineCode, diagnostics, retryAfter }, rule };
  });
  return { cells, rules };
}

/** The rows of the table under a heading, without its two head lines. */
function rowsUnder(heading: string, text: string): string[][] {
  const [, section = ''] = text.split(`${heading}\n`);
  const [table = ''] = section.split('\n## ');
  return table
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((text) => text.trim()),
    );
}
