import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { workspaceRoot } from '@cdg/child-processes';
import { findRealNhsNumbers } from '@cdg/eslint-rules';
import { CONFORMANCE_PATIENTS, SCENARIO_PATIENTS } from '@cdg/test-data';
import { parse } from 'yaml';
import { z } from 'zod';
import { COLLECTIONS, collectionNamed, type Collection } from './collections.ts';
import { LEFT_OUT } from './left-out.ts';
import { readRequests, type CollectedRequest } from './read-requests.ts';

const TARGETS = ['demonstrator-provider', 'integration', 'local-fleet', 'public-sandbox', 'pull-request-proxy'];

const environmentSchema = z.object({
  name: z.string(),
  variables: z.array(
    z.object({
      name: z.string(),
      value: z.string().optional(),
      secret: z.boolean().default(false),
      description: z.string().min(1),
    }),
  ),
});

async function readEnvironment({ folder }: Collection, name: string) {
  const text = await readFile(join(workspaceRoot, folder, 'environments', `${name}.yml`), 'utf8');
  return environmentSchema.parse(parse(text));
}

describe.each([
  ['scenarios', SCENARIO_PATIENTS],
  ['conformance-patients', CONFORMANCE_PATIENTS],
])('the requests of %s', (folder, people) => {
  let requests: readonly CollectedRequest[];
  beforeAll(async () => {
    requests = (await readRequests(collectionNamed('gateway'))).filter(({ file }) => file.startsWith(`${folder}/`));
  });

  test('are one for each patient, under the same name', () => {
    expect(requests.map(({ name }) => name).sort()).toEqual(Object.keys(people).sort());
  });

  test.each(Object.entries(people))('%s asks about %s', (name, nhsNumber) => {
    expect(requests.find((request) => request.name === name)?.text).toContain(`"value": "${nhsNumber}"`);
  });
});

describe.each(COLLECTIONS)('the collection $name', (collection) => {
  let requests: readonly CollectedRequest[];
  beforeAll(async () => {
    requests = await readRequests(collection);
  });

  test('looks at something in every answer', () => {
    expect(requests.filter(({ checks }) => checks === 0).map(({ file }) => file)).toEqual([]);
  });

  test('has one place for each request of a folder', () => {
    const places = requests.map(({ file, position }) => `${file.split('/')[0] ?? ''} ${position}`);
    expect(new Set(places).size).toBe(places.length);
  });

  test('knows every tag', () => {
    const tags = new Set(requests.flatMap((request) => request.tags));
    expect([...tags].filter((tag) => !LEFT_OUT.has(tag))).toEqual([]);
  });

  test('marks what turns the dials of a stub', () => {
    const turning = requests.filter(({ text }) => /lib\/stubs?\.js|\/_stub\//.test(text));
    expect(turning.filter(({ tags }) => !tags.includes('needs-dials')).map(({ file }) => file)).toEqual([]);
  });

  test('names no NHS number that could be a real person’s', () => {
    expect(requests.flatMap(({ text }) => findRealNhsNumbers(text))).toEqual([]);
  });

  test('requires only modules that are there', () => {
    const modules = requests.flatMap(({ text }) => [...text.matchAll(/require\('\.\/(lib\/[^']+)'\)/g)]);
    const missing = modules.map(([, module = '']) => module).filter((module) => !isThere(collection, module));
    expect(missing).toEqual([]);
  });

  test('has an environment for each target', async () => {
    const files = await readdir(join(workspaceRoot, collection.folder, 'environments'));
    expect(files.sort()).toEqual(TARGETS.map((target) => `${target}.yml`));
  });

  test('has the same variables in each environment, and no secret with a value', async () => {
    const environments = await Promise.all(TARGETS.map((target) => readEnvironment(collection, target)));
    const names = environments.map(({ variables }) => variables.map(({ name }) => name).sort());
    expect(new Set(names.map(String)).size).toBe(1);
    const secrets = environments.flatMap(({ variables }) => variables.filter(({ secret }) => secret));
    expect(secrets.filter(({ value }) => value !== undefined)).toEqual([]);
  });

  test('is told where a fleet is by variables that it has', async () => {
    const { variables } = await readEnvironment(collection, 'local-fleet');
    const urls = { gateway: 'g', admin: 'a', pds: 'p', sds: 's', provider: 'r' };
    const names = variables.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(Object.keys(collection.addresses(urls))));
  });
});

function isThere({ folder }: Collection, module: string): boolean {
  return existsSync(join(workspaceRoot, folder, module));
}
