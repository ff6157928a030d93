import { z } from 'zod';

const entrySchema = z.object({
  link: z.boolean().optional(),
  resolved: z.string().optional(),
  dependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
  peerDependencies: z.record(z.string(), z.string()).default({}),
});
const lockSchema = z.object({ packages: z.record(z.string(), entrySchema) });

type Packages = z.output<typeof lockSchema>['packages'];

/**
 * The folders of all packages that a project needs to run, by package-lock.json: its dependencies, theirs, and so on,
 * but nobody's devDependencies.
 */
export function productionPackages(lock: unknown, project: string): ReadonlySet<string> {
  const { packages } = lockSchema.parse(lock);
  const found = new Set<string>();
  const waiting = [project];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    if (found.has(folder)) continue;
    found.add(folder);
    waiting.push(...neededBy(folder, packages));
  }
  return found;
}

function neededBy(folder: string, packages: Packages): readonly string[] {
  const { dependencies = {}, optionalDependencies = {}, peerDependencies = {} } = packages[folder] ?? {};
  const names = Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies });
  return names.flatMap((name) => find(name, { from: folder, packages }) ?? []);
}

/** As Node looks for a package: in the folder's own node_modules, then in those above. */
function find(name: string, { from, packages }: { from: string; packages: Packages }): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
    const key = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    const entry = packages[key];
    if (entry !== undefined) return entry.link === true ? entry.resolved : key;
    if (folder === '') return undefined;
  }
}
