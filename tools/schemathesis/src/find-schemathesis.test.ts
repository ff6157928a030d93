import { appendFile, chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { findSchemathesis } from './find-schemathesis.ts';

let folder: string;
let programs: string;
let log: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'find-schemathesis-'));
  programs = join(folder, 'programs');
  log = join(folder, 'log');
  await mkdir(programs);
  await appendFile(log, '');
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** Puts a program on the path that the search looks at; each call of it becomes a line of the log. */
async function install(name: string, script: string): Promise<void> {
  const file = join(programs, name);
  await writeFile(file, `#!/bin/sh\nPATH=/usr/bin:/bin\necho "${name} $*" >> ${log}\n${script}\n`);
  await chmod(file, 0o755);
}

/** A Python whose environments hold a Schemathesis, after an installation that ends with this status. */
const installPython = (pipStatus = 0, version = '3.11') =>
  install(
    'python3',
    `case "$*" in
      -c*) echo ${version};;
      "-m venv "*) mkdir -p "$3/bin"; cp "$0" "$3/bin/python";;
      "-m pip "*) echo "pip says why"; exit ${pipStatus};;
      *--version) echo "python, version 4.32.5";;
    esac`,
  );

const search = () =>
  findSchemathesis({ signal: AbortSignal.timeout(60_000), path: programs, cacheFolder: join(folder, 'cache') });
const logged = async (pattern: RegExp) =>
  (await readFile(log, 'utf8')).split('\n').filter((line) => pattern.test(line));
const invocation = { args: ['run'], environment: { TOKEN: 'secret' }, files: ['/ca.pem'] };

describe('findSchemathesis', () => {
  test('takes the one on the path first', async () => {
    await install('schemathesis', 'echo "schemathesis, version 4.33.0"');
    await installPython();
    const { found } = await search();

    expect(found).toMatchObject({ where: 'on the path', version: '4.33.0' });
    expect(found?.commandFor(invocation).command).toEqual(['schemathesis', 'run']);
    expect(await logged(/^python/)).toEqual([]);
  });

  test('passes over one on the path that the hooks cannot work with, and says so', async () => {
    await install('schemathesis', 'echo "schemathesis, version 3.39.0"');
    await installPython();
    const { found, reasons } = await search();

    expect(found).toMatchObject({ where: 'in a virtual environment of Python 3.11', version: '4.32.5' });
    expect(reasons).toEqual(['the schemathesis on the path is 3.39.0, not supported']);
  });

  test('makes a virtual environment with requirements that are pinned by hashes, once', async () => {
    await installPython();
    await search();
    const { found } = await search();

    expect(found?.where).toMatch(/virtual environment/);
    expect(found?.commandFor(invocation).command[0]).toMatch(/bin\/python$/);
    expect(await logged(/-m venv/)).toHaveLength(1);
    expect(await logged(/pip install .*--require-hashes/)).toHaveLength(1);
  });

  test('lets two searches that begin at once both end well, and leaves nothing unfinished', async () => {
    await installPython();
    const both = await Promise.all([search(), search()]);

    expect(both.map(({ found }) => found?.where)).toEqual(Array(2).fill('in a virtual environment of Python 3.11'));
    expect(await readdir(join(folder, 'cache'))).toEqual([expect.stringMatching(/^python-3\.11-[0-9a-f]{12}$/)]);
  });

  test('goes on to the official image when pip fails, and keeps no half-made environment', async () => {
    await installPython(1);
    await install('docker', 'exit 0');
    const { found, reasons } = await search();

    expect(found).toMatchObject({ where: 'in the official Docker image' });
    expect(reasons).toContain('pip cannot install the requirements: pip says why');
    expect(await readdir(join(folder, 'cache'))).toEqual([]);
  });

  test('lets the image read the files that it needs, and keeps secrets off its command line', async () => {
    await install('docker', 'exit 0');
    const { found } = await search();
    const { command, environment } = found?.commandFor(invocation) ?? { command: [], environment: {} };

    expect(command.join(' ')).toMatch(
      /--volume \/ca\.pem:\/ca\.pem:ro --env TOKEN schemathesis\/schemathesis:4\.[\d.]+ run$/,
    );
    expect(command.join(' ')).not.toContain('secret');
    expect(environment).toEqual({ TOKEN: 'secret' });
  });

  test('gives every reason when there is no way', async () => {
    await installPython(0, '3.9');
    await install('docker', 'echo "no daemon here"; exit 1');
    const { found, reasons } = await search();

    expect(found).toBeUndefined();
    expect(reasons).toEqual([
      'there is no schemathesis on the path',
      'there is no Python 3.10 or newer on the path',
      'Docker cannot be used: no daemon here',
    ]);
  });
});
