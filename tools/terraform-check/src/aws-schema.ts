import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** A block of the provider: whether each argument is required, and what the blocks in it may hold. */
export interface Block {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly blocks: Readonly<Record<string, Block>>;
}

const block: z.ZodType<Block> = z.lazy(() =>
  z.object({ required: z.array(z.string()), optional: z.array(z.string()), blocks: z.record(z.string(), block) }),
);
const schema = z.object({ provider: z.string(), types: z.record(z.string(), block) });
export type AwsSchema = z.output<typeof schema>;

/** What the AWS provider takes, of the types in use (extract-schema.ts). */
export function readAwsSchema(): AwsSchema {
  return schema.parse(JSON.parse(readFileSync(join(import.meta.dirname, '../aws-schema.json'), 'utf8')));
}
