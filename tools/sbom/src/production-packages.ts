import { z } from 'zod';

const entry = z.object({
  name: z.string().optional(),
  version: z.string().optional(),
  resolved: z.string().optional(),
  link: z.boolean().optional(),
  integrity: z.string().optional(),
  license: z.unknown().optional(),
  dependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
  peerDependencies: z.record(z.string(), z.string()).default({}),
  peerDependenciesMeta: z.record(z.string(), z.object({ optional: z.boolean().optional() })).default({}),
});
const lockfile = z.object({ lockfileVersion: z.literal(3), packages: z.record(z.string(), entry) });
type Entries = z.infer<typeof lockfile>['packages'];

export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  /** Whether it is a project of this workspace. */
  readonly isOwn: boolean;
  readonly integrity: string | undefined;
  readonly license: string | undefined;
  /** Places in the lock of what it needs in production. */
  readonly needs: readonly string[];
}

/** What a project needs in production, by place in the lock file, itself first. */
export type ProductionPackages = ReadonlyMap<string, LockedPackage>;

/**
 * Follows the production dependencies of a project through a package-lock.json (version 3), from folder to folder as
 * Node would, and leaves development dependencies out. The lock is read rather than node_modules: it is what `npm ci`
 * installs, on any machine.
 *
 * @throws when the lock lacks the project or something that it needs
 */
export function productionPackages(lock: unknown, project: string): ProductionPackages {
  const entries = lockfile.parse(lock).packages;
  if (entries[project] === undefined) throw new Error(`package-lock.json has no project ${project}`);
  const found = new Map<string, LockedPackage>();
  const toVisit = [project];
  for (let place = toVisit.pop(); place !== undefined; place = toVisit.pop()) {
    if (found.has(place)) continue;
    const locked = lockedPackage(entries, place);
    found.set(place, locked);
    toVisit.push(...locked.needs);
  }
  return found;
}

function lockedPackage(entries: Entries, place: string): LockedPackage {
  const { name, version, integrity, license, ...found } = entry.parse(entries[place]);
  const needed = [...Object.keys(found.dependencies), ...requiredPeers(found)].map((need) => {
    const at = placeOf(entries, place, need);
    if (at === undefined) throw new Error(`package-lock.json lacks ${need}, which ${place} needs`);
    return at;
  });
  const optional = Object.keys(found.optionalDependencies).flatMap((need) => placeOf(entries, place, need) ?? []);
  return {
    name: name ?? place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length),
    version: version ?? '',
    isOwn: !place.includes('node_modules/'),
    integrity,
    license: typeof license === 'string' ? license : undefined,
    needs: [...new Set([...needed, ...optional])],
  };
}

type Peers = Pick<z.infer<typeof entry>, 'peerDependencies' | 'peerDependenciesMeta'>;
function requiredPeers({ peerDependencies, peerDependenciesMeta }: Peers): readonly string[] {
  return Object.keys(peerDependencies).filter((name) => peerDependenciesMeta[name]?.optional !== true);
}

/** Where Node finds a package from a place: the nearest node_modules above; a link leads to the project itself. */
function placeOf(entries: Entries, from: string, name: string): string | undefined {
  for (let folder = from; ; folder = parentOf(folder)) {
    const at = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    const found = entries[at];
    if (found !== undefined) return found.link === true ? found.resolved : at;
    if (folder === '') return undefined;
  }
}

function parentOf(folder: string): string {
  return folder.includes('/') ? folder.slice(0, folder.lastIndexOf('/')) : '';
}
