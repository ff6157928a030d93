import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Place, Setting } from './schemathesis.ts';
import { lastLine, tryCommand } from './try-command.ts';
import { versionIn } from './versions.ts';

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

  const command = schemathesisIn(folder);
  const { output } = await tryCommand([...command, '--version'], { ...setting, timeoutMs: SHORT_MS });
  return {
    where: `in a virtual environment of Python ${python.version}`,
    version: versionIn(output) ?? 'unknown',
    commandFor: ({ args, environment }) => ({ command: [...command, ...args], environment }),
  };
};

/** Not the script `bin/schemathesis`, which names the folder that it was installed in. */
function schemathesisIn(folder: string): [string, ...string[]] {
  return [join(folder, 'bin/python'), '-m', 'schemathesis.cli'];
}

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

/**
 * Answers why there is none, or nothing. It is made aside and put in its place when it is whole, so that one broken off
 * never counts, and two suites that begin at once do not get in each other's way.
 */
async function ensureEnvironment(folder: string, python: string, setting: Setting): Promise<string | undefined> {
  if (existsSync(folder)) return undefined;
  await mkdir(setting.cacheFolder, { recursive: true });
  const unfinished = await mkdtemp(join(setting.cacheFolder, 'unfinished-'));
  try {
    const failure = await makeEnvironment(unfinished, python, setting);
    if (failure !== undefined) return failure;
    await rename(unfinished, folder).catch((error: unknown) => {
      // Another suite was quicker.
      if (!existsSync(folder)) throw error;
    });
    return undefined;
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function makeEnvironment(folder: string, python: string, setting: Setting): Promise<string | undefined> {
  const install = { ...setting, timeoutMs: INSTALL_MS };
  const made = await tryCommand([python, '-m', 'venv', folder], install);
  if (made.status !== 0) return `no virtual environment can be made (Debian: python3-venv): ${lastLine(made.output)}`;
  const installed = await tryCommand(pipInstall(folder, setting.requirementsFile), install);
  if (installed.status !== 0) return `pip cannot install the requirements: ${lastLine(installed.output)}`;
  return undefined;
}

/** Wheels only: building a package would run code that no hash pins. */
function pipInstall(folder: string, requirementsFile: string): [string, ...string[]] {
  const quietly = ['--quiet', '--no-input', '--disable-pip-version-check'];
  const pinned = ['--require-hashes', '--only-binary', ':all:', '--requirement', requirementsFile];
  return [join(folder, 'bin/python'), '-m', 'pip', 'install', ...quietly, ...pinned];
}
