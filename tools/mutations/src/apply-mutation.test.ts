import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { workspaceRoot } from '@cdg/child-processes';
import { mutate, StaleMutationError, withMutation } from './apply-mutation.ts';
import { MUTATIONS } from './mutations.ts';

let folder: string;
let content: () => Promise<string>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mutate-'));
  content = () => readFile(join(folder, 'price.ts'), 'utf8');
});
afterEach(() => rm(folder, { recursive: true }));

const mutation = {
  ...{ name: 'free', fault: 'costs nothing', about: /price/ },
  ...{ file: 'price.ts', text: 'a * b', replacement: '$& 0' },
};

describe('a mutation', () => {
  test('is in force as long as the work takes, and taken back', async () => {
    await writeFile(join(folder, 'price.ts'), 'return a * b;');

    expect(await withMutation(folder, mutation, content)).toBe('return $& 0;');
    expect(await content()).toBe('return a * b;');
  });

  test('is taken back when the work fails', async () => {
    await writeFile(join(folder, 'price.ts'), 'return a * b;');

    await expect(withMutation(folder, mutation, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await content()).toBe('return a * b;');
  });

  test.each([
    ['nowhere', 'return a + b;', 0],
    ['twice', 'a * b + a * b', 2],
  ])('is refused when its text is there %s', async (_, text, times) => {
    await writeFile(join(folder, 'price.ts'), text);

    const message = `free: the text to replace occurs ${times} times in price.ts, not once`;
    await expect(withMutation(folder, mutation, content)).rejects.toThrow(new StaleMutationError(message));
  });
});

describe('the mutations of this workspace', () => {
  test.each(MUTATIONS.map((one) => [one.name, one] as const))('%s still fits the source', async (_, one) => {
    const { original, mutated } = await mutate(workspaceRoot, one);

    expect(mutated).not.toBe(original);
  });
});
