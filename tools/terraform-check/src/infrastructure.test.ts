import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { workspaceRoot } from '@cdg/child-processes';
import { z } from 'zod';
import { readAwsSchema } from './aws-schema.ts';
import { checkReferences } from './check-references.ts';
import { checkResources } from './check-resources.ts';
import { POLICIES } from './policies.ts';
import { checkValues } from './check-values.ts';
import { EXAMPLE_ACCOUNT, INFRASTRUCTURE, readInfrastructure, type Infrastructure } from './read-infrastructure.ts';

const schema = readAwsSchema();
let infrastructure: Infrastructure;

const read = (path: string) => readFileSync(join(INFRASTRUCTURE, path), 'utf8');

beforeAll(async () => {
  infrastructure = await readInfrastructure();
});

describe('the infrastructure', () => {
  test('has the four environments and what they are made of', () => {
    const { modules, environments } = infrastructure;
    expect(modules.map(({ path }) => path)).toEqual([
      ...['alarms', 'cache', 'gateway', 'network'].map((name) => `modules/${name}`),
      ...['platform', 'environments/preview'],
    ]);
    expect(environments.map(({ name }) => name)).toEqual(['dev', 'int', 'prod']);
  });

  test('sets in each environment only what the platform takes', () => {
    expect(checkValues(infrastructure)).toEqual([]);
  });

  test('leaves to the account what the example of an account sets, and nothing that an environment sets, too', () => {
    const account = Object.keys(z.record(z.string(), z.unknown()).parse(JSON.parse(read(EXAMPLE_ACCOUNT))));
    for (const { values } of infrastructure.environments) {
      expect(Object.keys(values).filter((name) => account.includes(name))).toEqual([]);
    }
  });

  test('says to the AWS provider only what it takes, and all that it asks for', () => {
    expect(infrastructure.modules.flatMap((one) => checkResources(one, schema))).toEqual([]);
  });

  test('names only what is there, and says what every variable and output is', () => {
    expect(infrastructure.modules.flatMap(checkReferences)).toEqual([]);
  });

  test.each(POLICIES)('$rule', ({ broken }) => {
    expect(broken(infrastructure)).toEqual([]);
  });

  test('sets only variables that the README lists', () => {
    const readme = readFileSync(join(workspaceRoot, 'README.md'), 'utf8');
    const listed = new Set(
      [...readme.matchAll(/`([A-Z][A-Z0-9_]+)(\[_FILE\])?`/g)].flatMap(([, name = '']) => [name, `${name}_FILE`]),
    );
    const { locals = {} } = infrastructure.modules.find(({ path }) => path === 'modules/gateway') ?? {};
    const text = JSON.stringify([locals.common, locals.with_services, locals.with_stubs]);
    const set = [...text.matchAll(/"([A-Z][A-Z0-9_]+)":/g)].map(([, name = '']) => name);
    expect(set).toContain('GATEWAY_HOST');
    expect(set.filter((name) => !listed.has(name))).toEqual([]);
  });
});
