import type { Document } from './read-document.ts';
import type { Workspace } from './workspace.ts';

const VARIABLE = /^(?<name>[A-Z][A-Z0-9_]*)(?<orFile>\[_FILE\])?$/;

/** Faults for what a table of environment variables lists and no source file reads. */
export function checkVariables({ listedVariables }: Document, { source }: Workspace): readonly string[] {
  return listedVariables.flatMap((listed) => {
    const names = namesOf(listed);
    if (names.length === 0) return [`"${listed}" in a table of variables is not the name of one`];
    return names.filter((name) => !hasWord(source, name)).map((name) => `no source file reads the variable ${name}`);
  });
}

/** Faults for values that variables are said to have when they are not set, and have not. */
export function checkDefaults({ listedDefaults }: Document, { configDefaults }: Workspace): readonly string[] {
  return listedDefaults.flatMap(({ name, value }) => {
    const actual = configDefaults.get(name);
    return actual === undefined || actual === value ? [] : [`the default of ${name} is ${actual}, not ${value}`];
  });
}

/** Faults for the variables that the apps read and the root README does not list. */
export function checkReadme(readme: Document, { configVariables }: Workspace): readonly string[] {
  const listed = new Set(readme.listedVariables.flatMap(namesOf));
  return [...configVariables].filter((name) => !listed.has(name)).map((name) => `the variable ${name} is not listed`);
}

/** `PDS_PRIVATE_KEY[_FILE]` stands for two variables. */
function namesOf(listed: string): readonly string[] {
  const { name, orFile } = VARIABLE.exec(listed)?.groups ?? {};
  if (name === undefined) return [];
  return orFile === undefined ? [name] : [name, `${name}_FILE`];
}

function hasWord(text: string, word: string): boolean {
  return new RegExp(`\\b${word}\\b`).test(text);
}
