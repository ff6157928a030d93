import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@cdktf/hcl2json';
import { z } from 'zod';

/** The body of a block: arguments and, as lists, the blocks in it. */
export type Body = Readonly<Record<string, unknown>>;

const body = z.record(z.string(), z.unknown());
const byName = z.record(z.string(), z.array(body)).default({});
const byTypeAndName = z.record(z.string(), byName).default({});
const fileSchema = z.object({
  resource: byTypeAndName,
  data: byTypeAndName,
  module: byName,
  variable: byName,
  output: byName,
  locals: z.array(body).default([]),
});

export interface Resource {
  /** `aws_lb`, or `data_aws_region` for a data source. */
  readonly type: string;
  readonly name: string;
  readonly body: Body;
}

/** A folder of Terraform files, read with HashiCorp's own parser; expressions remain as text in `${}`. */
export interface Module {
  readonly path: string;
  readonly resources: readonly Resource[];
  readonly modules: Readonly<Record<string, Body>>;
  readonly variables: Readonly<Record<string, Body>>;
  readonly outputs: Readonly<Record<string, Body>>;
  readonly locals: Body;
}

/** @throws Error when a file is no HCL */
export async function readModule(root: string, path: string): Promise<Module> {
  const names = globSync('*.tf', { cwd: join(root, path) }).sort();
  const texts = names.map((name) => readFileSync(join(root, path, name), 'utf8'));
  return parseModule(path, texts.join('\n'));
}

export async function parseModule(path: string, text: string): Promise<Module> {
  const file = fileSchema.parse(await parse(path, text));
  return {
    path,
    resources: [...listed(file.resource, ''), ...listed(file.data, 'data_')],
    modules: firstOf(file.module),
    variables: firstOf(file.variable),
    outputs: firstOf(file.output),
    locals: Object.fromEntries(file.locals.flatMap((one) => Object.entries(one))),
  };
}

function listed(types: z.output<typeof byTypeAndName>, prefix: string): readonly Resource[] {
  return Object.entries(types).flatMap(([type, names]) =>
    Object.entries(names).flatMap(([name, bodies]) =>
      bodies.map((one) => ({ type: `${prefix}${type}`, name, body: one })),
    ),
  );
}

function firstOf(blocks: z.output<typeof byName>): Readonly<Record<string, Body>> {
  return Object.fromEntries(Object.entries(blocks).map(([name, [first = {}]]) => [name, first]));
}
