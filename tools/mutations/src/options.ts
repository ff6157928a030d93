import { parseArgs } from 'node:util';
import { MUTATIONS, type Mutation } from './mutations.ts';
import type { Suite } from './suites.ts';

export interface Options {
  readonly mutations: readonly Mutation[];
  readonly suites: readonly Suite[];
}

/**
 * Reads `--only <mutation>` and `--suites <suite>`, each once or more often, or with commas.
 *
 * @throws when a name is unknown
 */
export function readOptions(args: readonly string[], suites: readonly Suite[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true, default: [] },
      suites: { type: 'string', multiple: true, default: [] },
    },
  });
  return {
    mutations: chosen(MUTATIONS, values.only, '--only'),
    suites: chosen(suites, values.suites, '--suites'),
  };
}

function chosen<Named extends { readonly name: string }>(
  all: readonly Named[],
  given: readonly string[],
  option: string,
): readonly Named[] {
  const names = given.flatMap((text) => text.split(',')).map((name) => name.trim());
  const known = all.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`${option} takes ${known.join(', ')}; not ${unknown.join(', ')}`);
  return names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
}
