import { globSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@cdg/child-processes';
import { readModule, type Module } from './read-module.ts';

export const INFRASTRUCTURE = join(workspaceRoot, 'infrastructure');

/** Every module and environment. */
export async function readInfrastructure(): Promise<readonly Module[]> {
  const paths = globSync('{modules,environments}/*', { cwd: INFRASTRUCTURE }).sort();
  return Promise.all(paths.map((path) => readModule(INFRASTRUCTURE, path)));
}
