import { readdir, readFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { workspaceRoot } from '@cdg/child-processes';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Collection } from './collections.ts';

/** A request of a collection, as far as it matters here. */
export interface CollectedRequest {
  /** Its file, from the collection's folder. */
  readonly file: string;
  readonly name: string;
  readonly tags: readonly string[];
  /** Where it stands in its folder. */
  readonly position: number;
  /** How many things are looked at in the answer. */
  readonly checks: number;
  readonly text: string;
}

const scripts = z.array(z.object({ type: z.enum(['before-request', 'after-response', 'tests']), code: z.string() }));
const requestSchema = z.object({
  info: z.object({
    name: z.string().min(1),
    type: z.literal('http'),
    seq: z.int().positive(),
    tags: z.array(z.string()).default([]),
  }),
  http: z.object({ method: z.string(), url: z.string().min(1) }),
  runtime: z.object({ scripts: scripts.default([]), assertions: z.array(z.unknown()).default([]) }),
});

/**
 * Reads the requests of a collection.
 *
 * @throws for a file that is no request: Bruno would leave it out, say so in passing, and report success
 */
export async function readRequests(collection: Collection): Promise<readonly CollectedRequest[]> {
  const root = join(workspaceRoot, collection.folder);
  const files = (await readdir(root, { recursive: true })).filter((file) => file.endsWith('.yml') && isRequest(file));
  return Promise.all(files.sort().map((file) => readRequest(root, file)));
}

function isRequest(file: string): boolean {
  return !['opencollection.yml', 'folder.yml'].includes(basename(file)) && !file.startsWith('environments');
}

async function readRequest(root: string, file: string): Promise<CollectedRequest> {
  const text = await readFile(join(root, file), 'utf8');
  try {
    const { info, runtime } = requestSchema.parse(parse(text));
    const tests = runtime.scripts.filter(({ type }) => type === 'tests').length;
    return {
      file,
      name: info.name,
      tags: info.tags,
      position: info.seq,
      checks: runtime.assertions.length + tests,
      text,
    };
  } catch (cause) {
    const place = relative(workspaceRoot, join(root, file));
    throw new Error(`${place} is not a request that Bruno would run`, { cause });
  }
}
