import { findRealNhsNumbers } from '@cdg/eslint-rules';
import { checkCommands } from './check-commands.ts';
import { checkDependencies, DEPENDENCIES_PAGE } from './check-dependencies.ts';
import { checkErrors, ERRORS_PAGE } from './check-errors.ts';
import { checkLogLines } from './check-log-lines.ts';
import { CATALOGUE, checkCatalogue, checkMetricNames } from './check-metrics.ts';
import { checkPaths } from './check-paths.ts';
import { checkProofs } from './check-proofs.ts';
import { checkDefaults, checkReadme, checkVariables } from './check-variables.ts';
import type { Document } from './read-document.ts';
import type { Workspace } from './workspace.ts';

/** Everything that a document says and that is not so; each fault once. */
export function checkDocument(document: Document, workspace: Workspace): readonly string[] {
  const faults = [
    ...checkPaths(document, workspace),
    ...checkProofs(document, workspace),
    ...checkCommands(document, workspace),
    ...checkVariables(document, workspace),
    ...checkDefaults(document, workspace),
    ...checkMetricNames(document, workspace),
    ...(document.path === CATALOGUE
      ? [...checkCatalogue(document, workspace), ...checkLogLines(document, workspace)]
      : []),
    ...(document.path === 'README.md' ? checkReadme(document, workspace) : []),
    ...(document.path === ERRORS_PAGE ? checkErrors(document.text, workspace) : []),
    ...(document.path === DEPENDENCIES_PAGE ? checkDependencies(document.text, workspace) : []),
    ...findRealNhsNumbers(document.text).map(() => 'ten digits could be the NHS number of a real person'),
  ];
  return [...new Set(faults)];
}
