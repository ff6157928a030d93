import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ESLint } from 'eslint';

const workspaceRoot = join(import.meta.dirname, '../../..');

/** What one rule of the workspace's own lint configuration says of a snippet, as if it stood in that project. */
async function lint({ rule, project, snippet }: { rule: string; project: string; snippet: string }) {
  const eslint = new ESLint({
    cwd: workspaceRoot,
    ruleFilter: ({ ruleId }) => ruleId === rule,
    // The snippet is in no file, so there is no program to take types from; these rules need none.
    overrideConfig: [{ files: ['**/*.ts'], languageOptions: { parserOptions: { projectService: false } } }],
  });
  const results = await eslint.lintText(snippet, { filePath: join(workspaceRoot, project, 'src/snippet.ts') });
  return results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId));
}

describe('the layers of the workspace', () => {
  const rule = '@nx/enforce-module-boundaries';
  const importing = (imported: string) => `import * as other from '${imported}';\nexport { other };\n`;

  test.each([
    ['a stub that imports a client', 'apps/pds-stub', '@cdg/pds-client'],
    ['a client that imports another client', 'libs/sds-client', '@cdg/pds-client'],
    ['the gateway that imports test data', 'apps/gateway', '@cdg/test-data'],
    ['the gateway that imports what the stubs share', 'apps/gateway', '@cdg/stub-dials'],
    ['a stub that reaches into another stub', 'apps/pds-stub', '../../sds-stub/src/config.ts'],
    ['a contract that imports transport', 'libs/fhir', '@cdg/http-client'],
  ])('reject %s', async (_, project, imported) => {
    expect(await lint({ rule, project, snippet: importing(imported) })).toEqual([rule]);
  });

  test.each([
    ['a client that imports a contract', 'libs/sds-client', '@cdg/fhir'],
    ['the gateway that imports a client', 'apps/gateway', '@cdg/pds-client'],
    ['a stub that imports test data', 'apps/pds-stub', '@cdg/test-data'],
  ])('admit %s', async (_, project, imported) => {
    expect(await lint({ rule, project, snippet: importing(imported) })).toEqual([]);
  });
});

test('every project is searched for NHS numbers that could be real', async () => {
  const rule = '@nx/workspace-no-real-nhs-number';
  const snippet = `export const patient = '${['943', '476', '5919'].join('')}';\n`;

  expect(await lint({ rule, project: 'libs/test-data', snippet })).toEqual([rule]);
});
