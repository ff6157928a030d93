import type { Document } from './read-document.ts';
import type { Workspace } from './workspace.ts';

/** Scripts that npm runs by itself before others. */
const RUN_BY_NPM = /^(?:pre|post)|^prepare$/;

/** Faults for the npm scripts that no document tells anybody of. */
export function checkUndocumented(
  documents: readonly Pick<Document, 'codeLines'>[],
  { scripts }: Pick<Workspace, 'scripts'>,
): readonly string[] {
  const told = documents.flatMap(({ codeLines }) => codeLines).join('\n');
  return [...scripts]
    .filter((script) => !RUN_BY_NPM.test(script))
    .filter((script) => !new RegExp(`\\bnpm (?:run )?${script}(?![\\w:.-])`).test(told))
    .map((script) => `no document tells of npm run ${script}`);
}
