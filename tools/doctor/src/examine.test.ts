import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { examine, renderDiagnoses, statusOf, type Ask } from './examine.ts';
import { NEEDS, type Need } from './needs.ts';

const PYTHON: Need = {
  name: 'Python',
  commands: [
    ['python3', '--version'],
    ['python', '--version'],
  ],
  atLeast: [3, 10],
  isRequired: false,
  neededFor: 'fuzzing',
  howToGet: 'apt-get install python3',
};
const answering =
  (answers: Readonly<Record<string, string>>): Ask =>
  ([program]) =>
    answers[program];

describe('examine', () => {
  test.each([
    [{}, 'missing', undefined],
    [{ python3: 'Python 3.9.18' }, 'too old', '3.9.18'],
    [{ python3: 'Python 3.10.0' }, 'found', '3.10.0'],
    [{ python3: 'Python 4.0' }, 'found', '4.0'],
    [{ python3: 'Python 2.7.18', python: 'Python 3.12.1' }, 'found', '3.12.1'],
    [{ python: 'Python 3.12.1' }, 'found', '3.12.1'],
    [{ python3: 'no number' }, 'found', undefined],
  ])('of %j is %s, version %s', (answers, state, version) => {
    expect(examine(PYTHON, answering(answers))).toEqual({ need: PYTHON, state, version });
  });
});

describe('the report', () => {
  const missing = examine(PYTHON, answering({}));
  const required = { ...missing, need: { ...PYTHON, isRequired: true } };

  test('says of what is missing what it is for, and how to get it', () => {
    expect(renderDiagnoses([missing])).toMatch(
      /^optional {2}Python: not found, 3\.10 or newer.*\n.*fuzzing\n.*apt-get install python3\n\n0 required and 1 optional/,
    );
    expect(renderDiagnoses([required])).toMatch(/^MISSING {3}Python[\s\S]*1 required and 0 optional/);
  });

  test('fails for what is required only', () => {
    expect(statusOf([missing])).toBe(0);
    expect(statusOf([missing, required])).toBe(1);
  });
});

test('everything that is looked for tells what it is for, and optional things are the rule', () => {
  expect(NEEDS.every(({ neededFor, howToGet }) => neededFor.length > 5 && howToGet.length > 5)).toBe(true);
  expect(NEEDS.filter(({ isRequired }) => isRequired).map(({ name }) => name)).toEqual([
    'git',
    'Node of the workspace',
    'npm',
  ]);
});

test('what suites are skipped without is looked for', () => {
  const programs = NEEDS.flatMap(({ commands }) => commands.map(([program]) => program));
  expect(programs).toEqual(
    expect.arrayContaining([
      'redis-server',
      'promtool',
      'chromium',
      'python3',
      'docker',
      'actionlint',
      'terraform',
      'go',
    ]),
  );
});

test('on a machine without any program, all that is missing is named, and the status tells of what is required', () => {
  const empty = mkdtempSync(join(tmpdir(), 'no-programs-'));
  const { status, stdout } = spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    encoding: 'utf8',
    env: { PATH: empty },
  });
  rmSync(empty, { recursive: true });

  const without = NEEDS.filter(({ commands }) => commands.every(([program]) => !program.includes('/')));
  expect(without.filter(({ name }) => !stdout.includes(`${name}: not found`))).toEqual([]);
  expect(without.filter(({ howToGet }) => !stdout.includes(howToGet))).toEqual([]);
  expect(status).toBe(1);
});
