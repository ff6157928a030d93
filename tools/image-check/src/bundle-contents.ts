import { join } from 'node:path/posix';
import { z } from 'zod';
import { productionPackages } from './production-packages.ts';

const mapSchema = z.object({ sources: z.array(z.string()) });

/** What the build puts in the place of a package that a bundle never calls. */
const PUT_IN_BY_BUILD = 'tools/build/src/never-called.cjs';

export interface Bundle {
  readonly project: string;
  readonly sourceMap: unknown;
  readonly packageLock: unknown;
}

/** Sources in a project's bundle that no package it needs to run has brought: stubs, test data, development tools. */
export function foreignSources({ project, sourceMap, packageLock }: Bundle): readonly string[] {
  const allowed = [...productionPackages(packageLock, project)];
  const sources = mapSchema.parse(sourceMap).sources.map((source) => join(project, 'dist', source));
  return sources.filter((source) => source !== PUT_IN_BY_BUILD && !allowed.includes(packageOf(source)));
}

/** The folder of the package that a source stands in; of the innermost one where packages stand in packages. */
export function packageOf(source: string): string {
  const [, inner] = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(source) ?? [];
  return inner ?? source.split('/').slice(0, 2).join('/');
}
