import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workspaceRoot } from '@cdg/child-processes';
import { dockerImage } from './docker-image.ts';
import { onThePath } from './on-the-path.ts';
import type { Place, Schemathesis } from './schemathesis.ts';
import { pinnedVersions } from './versions.ts';
import { virtualEnvironment } from './virtual-environment.ts';

/** What was found, if anything was, and why each place that was tried before does not do. */
export interface Search {
  readonly found?: Schemathesis;
  readonly reasons: readonly string[];
}

const REQUIREMENTS = join(import.meta.dirname, '../requirements.txt');

/** In the order in which they are tried. */
const PLACES: readonly Place[] = [onThePath, virtualEnvironment, dockerImage];

/** Finds a Schemathesis that can be run here, or makes one. */
export async function findSchemathesis({
  signal,
  path,
  cacheFolder = join(workspaceRoot, '.cache/schemathesis'),
}: {
  readonly signal: AbortSignal;
  readonly path?: string;
  readonly cacheFolder?: string;
}): Promise<Search> {
  const versions = pinnedVersions(await readFile(REQUIREMENTS, 'utf8'));
  const reasons: string[] = [];
  for (const place of PLACES) {
    if (signal.aborted) break;
    const result = await place({ versions, requirementsFile: REQUIREMENTS, cacheFolder, signal, path });
    if (!('reason' in result)) return { found: result, reasons };
    reasons.push(result.reason);
  }
  return { reasons };
}
