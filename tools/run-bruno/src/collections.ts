import { join } from 'node:path';
import { workspaceRoot } from '@cdg/child-processes';
import type { Fleet } from '@cdg/serve-fleet';

export type Variables = Readonly<Record<string, string>>;

export interface Collection {
  readonly name: string;
  readonly folder: string;
  /** The variables of the environment that say where the fleet is. */
  readonly addresses: (urls: Fleet['urls']) => Variables;
}

/** The testers' collections, in the order in which they run. */
export const COLLECTIONS: readonly Collection[] = [
  collection('gateway', ({ gateway, pds, sds, provider }) => ({
    baseUrl: gateway,
    pdsUrl: pds,
    sdsUrl: sds,
    providerUrl: provider,
  })),
  collection('pds-stub', ({ pds }) => ({ stubUrl: pds })),
  collection('sds-stub', ({ sds }) => ({ stubUrl: sds })),
  collection('provider-stub', ({ provider }) => ({ stubUrl: provider })),
];

/** Finds a collection. @throws when there is none of that name */
export function collectionNamed(name: string): Collection {
  const found = COLLECTIONS.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`there is no collection ${name}`);
  return found;
}

function collection(name: string, addresses: Collection['addresses']): Collection {
  return { name, folder: join('bruno', name), addresses };
}

/** Where a collection's reports go. */
export function reportFile({ name }: Collection, kind: 'xml' | 'html'): string {
  return join(workspaceRoot, 'reports/bruno', `${name}.${kind}`);
}
