import { Enums, Models, Serialize, Spec, Validation } from '@cyclonedx/cyclonedx-library';
import type { LockedPackage, ProductionPackages } from './production-packages.ts';

/** Writes a project's production packages as a CycloneDX 1.6 document. The same packages give the same bytes. */
export function billOfMaterials(packages: ProductionPackages): string {
  const bom = new Models.Bom();
  const components = new Map(
    [...packages].map(([place, locked], index) => [place, component(locked, place, index === 0)]),
  );
  for (const [place, locked] of packages) {
    const own = components.get(place);
    if (own === undefined) continue;
    for (const need of locked.needs) {
      const needed = components.get(need);
      if (needed !== undefined) own.dependencies.add(needed.bomRef);
    }
    if (bom.metadata.component === undefined) bom.metadata.component = own;
    else bom.components.add(own);
  }
  const factory = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6);
  return new Serialize.JsonSerializer(factory).serialize(bom, { sortLists: true, space: 2 });
}

/** What is wrong with a document by CycloneDX's own schema, checked strictly; undefined when nothing is. */
export async function schemaFaults(document: string): Promise<unknown> {
  return (await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(document)) ?? undefined;
}

function component({ name, version, license, integrity, isOwn }: LockedPackage, place: string, isRoot: boolean) {
  const group = name.startsWith('@') ? name.slice(0, name.indexOf('/')) : undefined;
  const made = new Models.Component(
    isRoot ? Enums.ComponentType.Application : Enums.ComponentType.Library,
    name.slice(name.indexOf('/') + 1),
    {
      bomRef: place,
      version,
      hashes: new Models.HashDictionary(integrity === undefined ? [] : hashesOf(integrity)),
      ...(group === undefined ? {} : { group }),
      // Our own projects are in no registry, so they have no package URL that anybody could look up.
      ...(isOwn ? {} : { purl: `pkg:npm/${name.replace('@', '%40')}@${encodeURIComponent(version)}` }),
    },
  );
  if (license !== undefined) made.licenses.add(new Models.NamedLicense(license));
  return made;
}

/** npm writes `sha512-` and base64, CycloneDX wants hexadecimal digits. */
function hashesOf(integrity: string): readonly [Enums.HashAlgorithm, string][] {
  return integrity.split(' ').flatMap((part): [Enums.HashAlgorithm, string][] => {
    const digest = /^sha512-(?<base64>.+)$/.exec(part)?.groups?.base64;
    return digest === undefined
      ? []
      : [[Enums.HashAlgorithm['SHA-512'], Buffer.from(digest, 'base64').toString('hex')]];
  });
}
