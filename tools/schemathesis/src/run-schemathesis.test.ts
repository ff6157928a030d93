import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { runSchemathesis, type FuzzRun } from './run-schemathesis.ts';
import type { Invocation, Schemathesis } from './schemathesis.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'schemathesis-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** Stands in for Schemathesis: ends with this status, and keeps what it was called with. */
function fake(status: number): Schemathesis & { readonly calls: Invocation[] } {
  const calls: Invocation[] = [];
  return {
    where: 'here',
    version: '4.32.5',
    calls,
    commandFor: (invocation) => {
      calls.push(invocation);
      return { command: ['sh', '-c', `echo said; exit ${status}`], environment: invocation.environment };
    },
  };
}

function run(change: Partial<FuzzRun> = {}): FuzzRun {
  return {
    description: 'openapi.yaml',
    url: 'http://127.0.0.1:1',
    hooksFile: 'hooks.py',
    folder: join(folder, 'scratch'),
    junitFile: join(folder, 'reports/a.xml'),
    seed: 1,
    examples: 1,
    examplesFor: {},
    environment: { FACTS: 'facts.json' },
    signal: AbortSignal.timeout(20_000),
    onOutput: () => undefined,
    ...change,
  };
}

test('calls Schemathesis with a configuration of its own, and answers its exit status', async () => {
  const schemathesis = fake(1);
  let output = '';
  const status = await runSchemathesis(schemathesis, run({ onOutput: (text) => (output += text) }));

  const configFile = join(folder, 'scratch/schemathesis.toml');
  expect(status).toBe(1);
  expect(output).toBe('said\n');
  expect(schemathesis.calls[0]?.args).toEqual(expect.arrayContaining(['--config-file', configFile, 'openapi.yaml']));
  expect(await readFile(configFile, 'utf8')).toContain('seed = 1');
});

test('goes past any proxy to what runs on this machine, and leaves no bytecode beside the hooks', async () => {
  const schemathesis = fake(0);
  await runSchemathesis(schemathesis, run());

  expect(schemathesis.calls[0]?.environment).toMatchObject({
    FACTS: 'facts.json',
    HTTP_PROXY: '',
    PYTHONDONTWRITEBYTECODE: '1',
  });
});

test('keeps the proxy for a service elsewhere, and names the files that it reads', async () => {
  const schemathesis = fake(0);
  await runSchemathesis(schemathesis, run({ connection: { headers: {}, caFile: '/ca.pem' } }));

  expect(schemathesis.calls[0]?.environment).not.toHaveProperty('HTTP_PROXY');
  expect(schemathesis.calls[0]?.files).toEqual(['/ca.pem']);
});
