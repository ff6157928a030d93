import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Mutation } from './mutations.ts';

/** A mutation whose text is not where it says: the source has moved on, and the mutation has to follow. */
export class StaleMutationError extends Error {
  override readonly name = 'StaleMutationError';
}

/**
 * Reads the mutated file.
 *
 * @throws StaleMutationError unless the text to replace occurs exactly once
 */
export async function mutate(
  root: string,
  mutation: Mutation,
): Promise<{ readonly original: string; mutated: string }> {
  const original = await readFile(join(root, mutation.file), 'utf8');
  const found = original.split(mutation.text).length - 1;
  if (found !== 1) {
    throw new StaleMutationError(
      `${mutation.name}: the text to replace occurs ${found} times in ${mutation.file}, not once`,
    );
  }
  // A function: a replacement's `$` has no meaning of its own.
  return { original, mutated: original.replace(mutation.text, () => mutation.replacement) };
}

/** Has some work done while the mutation is in force, and takes it back afterwards. @throws StaleMutationError */
export async function withMutation<Outcome>(
  root: string,
  mutation: Mutation,
  work: () => Promise<Outcome>,
): Promise<Outcome> {
  const file = join(root, mutation.file);
  const { original, mutated } = await mutate(root, mutation);
  await writeFile(file, mutated);
  try {
    return await work();
  } finally {
    await writeFile(file, original);
  }
}
