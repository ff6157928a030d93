import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { workspaceRoot } from '@cdg/child-processes';
import { readAwsSchema } from './aws-schema.ts';
import { checkReferences } from './check-references.ts';
import { checkResources } from './check-resources.ts';
import { POLICIES } from './policies.ts';
import { readInfrastructure } from './read-infrastructure.ts';
import type { Module } from './read-module.ts';

const schema = readAwsSchema();
let modules: readonly Module[];

beforeAll(async () => {
  modules = await readInfrastructure();
});

describe('the infrastructure', () => {
  test('has the four environments and the modules that they are made of', () => {
    expect(modules.map(({ path }) => path)).toEqual([
      ...['dev', 'int', 'preview', 'prod'].map((name) => `environments/${name}`),
      ...['alarms', 'cache', 'gateway', 'network', 'platform'].map((name) => `modules/${name}`),
    ]);
  });

  test('says to the AWS provider only what it takes, and all that it asks for', () => {
    expect(modules.flatMap((one) => checkResources(one, schema))).toEqual([]);
  });

  test('names only what is there, and says what every variable and output is', () => {
    expect(modules.flatMap(checkReferences)).toEqual([]);
  });

  test.each(POLICIES)('$rule', ({ broken }) => {
    expect(broken(modules)).toEqual([]);
  });

  test('sets only variables that the README lists', () => {
    const readme = readFileSync(join(workspaceRoot, 'README.md'), 'utf8');
    const listed = new Set(
      [...readme.matchAll(/`([A-Z][A-Z0-9_]+)(\[_FILE\])?`/g)].flatMap(([, name = '']) => [name, `${name}_FILE`]),
    );
    const { locals = {} } = modules.find(({ path }) => path === 'modules/gateway') ?? {};
    const text = JSON.stringify([locals.common, locals.with_services, locals.with_stubs]);
    const set = [...text.matchAll(/"([A-Z][A-Z0-9_]+)":/g)].map(([, name = '']) => name);
    expect(set).toContain('GATEWAY_HOST');
    expect(set.filter((name) => !listed.has(name))).toEqual([]);
  });
});
