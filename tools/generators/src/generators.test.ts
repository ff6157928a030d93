import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isNhsNumber } from '@cdg/fhir';
import { copyWorkspace } from './scratch-workspace.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../../..');
const LIMIT_MS = 120_000;

let copy: string;
beforeAll(() => {
  copy = copyWorkspace(root);
});
afterAll(() => {
  rmSync(copy, { recursive: true, force: true });
});

const inCopy = (script: string, ...args: readonly string[]) =>
  run(process.execPath, [join(copy, 'node_modules', script), ...args], {
    cwd: copy,
    timeout: LIMIT_MS,
    env: { ...process.env, NX_DAEMON: 'false', NX_WORKSPACE_ROOT_PATH: copy, NODE_OPTIONS: '' },
  });
const generate = (generator: string, ...args: readonly string[]) =>
  inCopy('nx/dist/bin/nx.js', 'generate', `@cdg/generators:${generator}`, ...args, '--no-interactive');
const fileInCopy = (path: string) => readFileSync(join(copy, path), 'utf8');

describe('in a copy of the workspace', () => {
  test(
    'a new interaction has a row, rules, routes, a description and a request',
    async () => {
      await generate('new-interaction', '--name', 'migrateStructuredRecord');
      const id = 'urn:nhs:names:services:gpconnect:fhir:operation:gpc.migratestructuredrecord-1';
      expect(fileInCopy('libs/gp-connect/src/interactions.ts')).toContain(`id: '${id}'`);
      expect(fileInCopy('apps/gateway/src/requests/migrate-structured-record.ts')).toContain('readPatientNhsNumber');
      expect(fileInCopy('apps/gateway/src/routes.ts')).toContain("'/patient/$gpc.migratestructuredrecord':");
      expect(fileInCopy('apps/gateway/openapi.yaml')).toContain('operationId: migrateStructuredRecord');
      expect(fileInCopy('bruno/gateway/migrate-structured-record/a-wrong-check-digit.yml')).toContain('seq: 1');
    },
    LIMIT_MS,
  );

  test(
    'a new scenario has a number of its own, a person, a record and a request that expects what happens',
    async () => {
      await generate('new-stub-scenario', '--name', 'providerSendsAForm', '--family', 'Penhaligon', '--fault', 'html');
      const [, nhsNumber = ''] =
        /providerSendsAForm: '(\d+)'/.exec(fileInCopy('libs/test-data/src/scenarios.ts')) ?? [];
      expect(isNhsNumber(nhsNumber)).toBe(true);
      expect(fileInCopy('libs/test-data/src/people/provider-sends-a-form-facts.ts')).toContain("family: 'Penhaligon'");
      const request = fileInCopy('bruno/gateway/scenarios/provider-sends-a-form.yml');
      expect(request).toContain(`"value": "${nhsNumber}"`);
      expect(request).toContain('value: "502"');
    },
    LIMIT_MS,
  );

  test(
    'what was made has the right types, from the new tests to the people that they read',
    async () => {
      const { stdout } = await inCopy('typescript-native/bin/tsc', '-p', 'apps/gateway/tsconfig.json');
      expect(stdout).toBe('');
    },
    LIMIT_MS,
  );

  test(
    'what is there already is not made again, and nothing else is changed then',
    async () => {
      const before = fileInCopy('libs/gp-connect/src/interactions.ts');
      await expect(generate('new-interaction', '--name', 'getStructuredRecord')).rejects.toThrow('is there already');
      expect(fileInCopy('libs/gp-connect/src/interactions.ts')).toBe(before);
    },
    LIMIT_MS,
  );
});
