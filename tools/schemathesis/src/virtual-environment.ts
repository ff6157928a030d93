import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Place, Setting } from './schemathesis.ts';
import { lastLine, tryCommand } from './try-command.ts';

const PYTHONS = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];
const OLDEST_MINOR = 10;
const ASK_VERSION = 'import sys; print("%d.%d" % sys.version_info[:2])';

const SHORT_MS = 30_000;
const INSTALL_MS = 300_000;

/** Schemathesis in a Python environment of our own, made when there is none for these requirements and this Python. */
export const virtualEnvironment: Place = async (setting) => {
  const python = await findPython(setting);
  if (python === undefined) return { reason: `there is no Python 3.${OLDEST_MINOR} or newer on the path` };

  const folder = join(setting.cacheFolder, `python-${python.version}-${await fingerprint(setting.requirementsFile)}`);
  const failure = await ensureEnvironment(folder, python.program, setting);
  if (failure !== undefined) return { reason: failure };

  const program = join(folder, 'bin/schemathesis');
  const { output } = await tryCommand([program, '--version'], { ...setting, timeoutMs: SHORT_MS });
  return {
    where: `in a virtual environment of Python ${python.version}`,
    version: /version (\S+)/.exec(output)?.[1] ?? 'unknown',
    commandFor: ({ args, environment }) => ({ command: [program, ...args], environment }),
  };
};

async function findPython(setting: Setting): Promise<{ program: string; version: string } | undefined> {
  for (const program of PYTHONS) {
    const { status, output } = await tryCommand([program, '-c', ASK_VERSION], { ...setting, timeoutMs: SHORT_MS });
    const version = lastLine(output);
    if (status === 0 && isNewEnough(version)) return { program, version };
  }
  return undefined;
}

function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major === 3 && minor >= OLDEST_MINOR;
}

async function fingerprint(requirementsFile: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(requirementsFile))
    .digest('hex')
    .slice(0, 12);
}

/** Answers why there is none, or nothing. One that was left unfinished is made anew. */
async function ensureEnvironment(folder: string, python: string, setting: Setting): Promise<string | undefined> {
  const finished = join(folder, 'finished');
  if (existsSync(finished)) return undefined;
  await rm(folder, { recursive: true, force: true });

  const made = await tryCommand([python, '-m', 'venv', folder], { ...setting, timeoutMs: INSTALL_MS });
  if (made.status !== 0) return `no virtual environment can be made (Debian: python3-venv): ${lastLine(made.output)}`;
  const installed = await tryCommand(pipInstall(folder, setting.requirementsFile), {
    ...setting,
    timeoutMs: INSTALL_MS,
  });
  if (installed.status !== 0) return `pip cannot install the requirements: ${lastLine(installed.output)}`;
  await writeFile(finished, '');
  return undefined;
}

/** Wheels only: building a package would run code that no hash pins. */
function pipInstall(folder: string, requirementsFile: string): [string, ...string[]] {
  const quietly = ['--quiet', '--no-input', '--disable-pip-version-check'];
  const pinned = ['--require-hashes', '--only-binary', ':all:', '--requirement', requirementsFile];
  return [join(folder, 'bin/python'), '-m', 'pip', 'install', ...quietly, ...pinned];
}
