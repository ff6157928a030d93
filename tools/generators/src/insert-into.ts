import type { Tree } from '@nx/devkit';

export interface Insertion {
  readonly file: string;
  /** The one place in the file that the text goes before. */
  readonly before: string;
  readonly text: string;
}

/**
 * Puts text into a file of the workspace.
 *
 * @throws Error when the file has no such place, or more than one: it has changed, and so must its generator
 */
export function insertInto(tree: Tree, { file, before, text }: Insertion): void {
  const content = tree.read(file, 'utf8') ?? '';
  const [start = '', end, ...more] = content.split(before);
  if (end === undefined || more.length > 0) throw new Error(`${file} has not exactly one "${before.trim()}"`);
  tree.write(file, start + text + before + end);
}

/** Makes a file. @throws Error when there is one already */
export function makeFile(tree: Tree, file: string, text: string): void {
  if (tree.exists(file)) throw new Error(`${file} is there already`);
  tree.write(file, text);
}
