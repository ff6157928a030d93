import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parse } from '@cdktf/hcl2json';
import { z } from 'zod';
import { workspaceRoot } from '@cdg/child-processes';
import { readModule, type Body, type Module } from './read-module.ts';

export const INFRASTRUCTURE = join(workspaceRoot, 'infrastructure');

/** What dev, int and prod are made of, and what a preview is. */
export const PLATFORM = 'platform';
export const PREVIEW = 'environments/preview';
/** Such values as an account adds, of which none is real. */
export const EXAMPLE_ACCOUNT = 'environments/account.example.tfvars.json';

/** An environment that stands for good: its name, and what it sets of the platform's variables. */
export interface Environment {
  readonly name: string;
  readonly values: Body;
}

export interface Infrastructure {
  readonly modules: readonly Module[];
  readonly environments: readonly Environment[];
}

/** Every folder of Terraform files, and the values of each environment. */
export async function readInfrastructure(): Promise<Infrastructure> {
  const folders = [...globSync('modules/*', { cwd: INFRASTRUCTURE }).sort(), PLATFORM, PREVIEW];
  const values = globSync('environments/*/*.tfvars', { cwd: INFRASTRUCTURE }).sort();
  return {
    modules: await Promise.all(folders.map((path) => readModule(INFRASTRUCTURE, path))),
    environments: await Promise.all(values.map(readEnvironment)),
  };
}

async function readEnvironment(path: string): Promise<Environment> {
  return parseEnvironment(basename(dirname(path)), readFileSync(join(INFRASTRUCTURE, path), 'utf8'));
}

export async function parseEnvironment(name: string, text: string): Promise<Environment> {
  return { name, values: z.record(z.string(), z.unknown()).parse(await parse(`${name}.tfvars`, text)) };
}
