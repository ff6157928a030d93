import { describe, expect, test } from '@jest/globals';
import { foreignSources, packageOf } from './bundle-contents.ts';

const packageLock = {
  packages: {
    '': { devDependencies: { jest: '1' } },
    'apps/gateway': { dependencies: { '@cdg/fhir': '*', express: '5' }, devDependencies: { ajv: '8' } },
    'apps/pds-stub': { dependencies: { '@cdg/fhir': '*' } },
    'libs/fhir': { dependencies: { zod: '4' } },
    'libs/test-data': {},
    'libs/fhir/node_modules/zod': {},
    'node_modules/@cdg/fhir': { link: true, resolved: 'libs/fhir' },
    'node_modules/@cdg/test-data': { link: true, resolved: 'libs/test-data' },
    'node_modules/express': { dependencies: { debug: '4' } },
    'node_modules/express/node_modules/debug': {},
    'node_modules/debug': {},
    'node_modules/zod': {},
    'node_modules/ajv': {},
  },
};
const foreignOf = (...sources: string[]) =>
  foreignSources({ project: 'apps/gateway', sourceMap: { sources }, packageLock });

describe('foreignSources', () => {
  test("admits the project, the workspace's and others' packages that it needs, and what the build puts in", () => {
    const sources = [
      '../src/main.ts',
      '../../../libs/fhir/src/index.ts',
      '../../../libs/fhir/node_modules/zod/index.js',
      '../../../node_modules/express/node_modules/debug/src/index.js',
      '../../../tools/build/src/never-called.cjs',
    ];
    expect(foreignOf(...sources)).toEqual([]);
  });

  test.each([
    ['stub code', 'apps/pds-stub/src/app.ts'],
    ['test data', 'libs/test-data/src/scenarios.ts'],
    ['a development dependency', 'node_modules/ajv/dist/ajv.js'],
    ['another version of a package, which only others need', 'node_modules/debug/src/index.js'],
  ])('tells of %s', (_, source) => {
    expect(foreignOf('../src/main.ts', `../../../${source}`)).toEqual([source]);
  });
});

test.each([
  ['apps/gateway/src/main.ts', 'apps/gateway'],
  ['node_modules/@streamparser/json/dist/index.js', 'node_modules/@streamparser/json'],
  ['node_modules/a/node_modules/@b/c/index.js', 'node_modules/a/node_modules/@b/c'],
])('%s stands in the package %s', (source, folder) => {
  expect(packageOf(source)).toBe(folder);
});
