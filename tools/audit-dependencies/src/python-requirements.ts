import type { Locked } from './advisory.ts';

/** The packages of a requirements file with fixed versions, each once; hashes, conditions and comments are left out. */
export function pythonRequirements(text: string): readonly Locked[] {
  const found = new Map<string, Locked>();
  for (const [, name = '', version = ''] of text.matchAll(/^([A-Za-z0-9._-]+)==([^\s;\\]+)/gm)) {
    found.set(`${name} ${version}`, { name, version });
  }
  return [...found.values()];
}
