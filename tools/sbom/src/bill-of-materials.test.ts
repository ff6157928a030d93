import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@cdg/child-processes';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { billOfMaterials, schemaFaults } from './bill-of-materials.ts';
import { productionPackages } from './production-packages.ts';

const DIGEST = Buffer.alloc(64, 1);
const LOCK = {
  lockfileVersion: 3,
  packages: {
    '': { name: 'root' },
    'apps/one': {
      name: '@own/one',
      version: '0.1.0',
      dependencies: { '@own/two': '*', a: '^1' },
      devDependencies: { jest: '*' },
    },
    'libs/two': { name: '@own/two', version: '0.1.0', dependencies: { '@scope/b': '^1' } },
    'node_modules/@own/two': { resolved: 'libs/two', link: true },
    'node_modules/a': {
      version: '1.0.0',
      integrity: `sha512-${DIGEST.toString('base64')}`,
      license: 'MIT',
      dependencies: { '@scope/b': '^2' },
    },
    'node_modules/a/node_modules/@scope/b': { version: '2.0.0' },
    'node_modules/@scope/b': { version: '1.0.0', optionalDependencies: { missing: '*' } },
    'node_modules/jest': { version: '30.0.0', dev: true },
  },
};
const namesOf = (packages: ReturnType<typeof productionPackages>) =>
  [...packages.values()].map(({ name, version }) => `${name}@${version}`).sort();

describe('productionPackages', () => {
  test('follows links and nested folders, and leaves development dependencies out', () => {
    expect(namesOf(productionPackages(LOCK, 'apps/one'))).toEqual([
      '@own/one@0.1.0',
      '@own/two@0.1.0',
      '@scope/b@1.0.0',
      '@scope/b@2.0.0',
      'a@1.0.0',
    ]);
  });

  test('names what the lock lacks', () => {
    const packages = { ...LOCK.packages, 'apps/one': { name: '@own/one', dependencies: { gone: '*' } } };

    expect(() => productionPackages({ ...LOCK, packages }, 'apps/one')).toThrow('lacks gone');
    expect(() => productionPackages(LOCK, 'apps/none')).toThrow('no project apps/none');
  });

  test('finds what the gateway runs on, and nothing of its tests or of the stubs', () => {
    const lock: unknown = JSON.parse(readFileSync(join(workspaceRoot, 'package-lock.json'), 'utf8'));
    const names = [...productionPackages(lock, 'apps/gateway').values()].map(({ name }) => name);

    expect(names).toEqual(expect.arrayContaining(['express', 'undici', 'zod', '@cdg/http-client', 'body-parser']));
    expect(names.filter((name) => /jest|nx|eslint|json-server|stub|test-kit|test-data/.test(name))).toEqual([]);
  });
});

describe('billOfMaterials', () => {
  const document = billOfMaterials(productionPackages(LOCK, 'apps/one'));

  test('is valid by the schema of CycloneDX', async () => {
    expect(await schemaFaults(document)).toBeUndefined();
    expect(await schemaFaults(document.replace('"library"', '"books"'))).toBeDefined();
  });

  test('names each package with its version, hash and licence, and what it needs', () => {
    const bom = z
      .object({ components: z.array(z.looseObject({})), dependencies: z.array(z.looseObject({})) })
      .parse(JSON.parse(document));

    expect(bom.components).toContainEqual(
      expect.objectContaining({
        name: 'a',
        version: '1.0.0',
        purl: 'pkg:npm/a@1.0.0',
        hashes: [{ alg: 'SHA-512', content: '01'.repeat(64) }],
        licenses: [{ license: { name: 'MIT' } }],
      }),
    );
    expect(bom.dependencies).toContainEqual({
      ref: 'node_modules/a',
      dependsOn: ['node_modules/a/node_modules/@scope/b'],
    });
  });
});
