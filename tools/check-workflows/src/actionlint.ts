import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@cdg/child-processes';

/** The linter's version and checksums stand in this folder's go.mod and go.sum. */
const MODULE = join(import.meta.dirname, '../actionlint');
const BUILT = join(workspaceRoot, '.cache/actionlint');
const BUILD_LIMIT_MS = 300_000;

/** The linter, on the path or built before; undefined where it would have to be built first. */
export function findActionlint(): string | undefined {
  if (existsSync(BUILT)) return BUILT;
  return canRun('actionlint', '-version') ? 'actionlint' : undefined;
}

/**
 * Builds the linter from the Go module proxy, half a minute once.
 *
 * @throws when there is no Go, or no network
 */
export function buildActionlint(): string {
  if (!canRun('go', 'version'))
    throw new Error('neither actionlint nor Go is installed; npm run doctor says how to get them');
  const args = ['build', '-C', MODULE, '-o', BUILT, 'github.com/rhysd/actionlint/cmd/actionlint'];
  execFileSync('go', args, { stdio: 'inherit', timeout: BUILD_LIMIT_MS });
  return BUILT;
}

function canRun(program: string, argument: string): boolean {
  try {
    execFileSync(program, [argument], { stdio: 'ignore', timeout: 10_000 });
    return true;
  } catch {
    return false;
  }
}
