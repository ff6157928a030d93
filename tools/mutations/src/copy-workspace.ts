import { execFile } from 'node:child_process';
import { cp, lstat, mkdir, mkdtemp, readdir, readlink, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { promisify } from 'node:util';

/** Packages of the workspace itself: links, relative ones, into its folders. */
const OWN_SCOPE = '@cdg';
/** What is installed or downloaded and never mutated. */
const SHARED_FOLDERS = ['.cache'];
const MAX_LISTED_BYTES = 64 * 1024 * 1024;

export interface WorkspaceCopy {
  readonly root: string;
  readonly remove: () => Promise<void>;
}

/**
 * Copies the work tree as it is, uncommitted files included, to a temporary folder. Installed packages are links to those
 * of the original; the workspace's own packages are links into the copy.
 *
 * @throws when one of the workspace's own packages would be taken from the original; nothing is left then
 */
export async function copyWorkspace(original: string): Promise<WorkspaceCopy> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'mutations-')));
  const remove = () => rm(root, { recursive: true, force: true });
  try {
    const files = await workTreeFiles(original);
    for (const file of files) await copyFile(original, { file, root });
    for (const folder of foldersOf(files)) await linkPackages(join(original, folder), join(root, folder));
    for (const folder of SHARED_FOLDERS) await linkIfThere(join(original, folder), join(root, folder));
    await checkOwnPackages(root);
    return { root, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** What Git tracks, and what it would if it were added: nothing that is ignored. */
async function workTreeFiles(original: string): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)('git', ['ls-files', '-z', '-co', '--exclude-standard'], {
    cwd: original,
    maxBuffer: MAX_LISTED_BYTES,
  });
  return stdout.split('\0').filter((file) => file !== '');
}

async function copyFile(original: string, { file, root }: { file: string; root: string }): Promise<void> {
  const from = join(original, file);
  // Tracked, but deleted and not yet committed.
  if (!(await exists(from))) return;
  await mkdir(dirname(join(root, file)), { recursive: true });
  await cp(from, join(root, file), { verbatimSymlinks: true });
}

/** The root, and every folder that is a package: each may have installed packages of its own. */
function foldersOf(files: readonly string[]): readonly string[] {
  return files.filter((file) => /(^|\/)package\.json$/.test(file)).map((file) => dirname(file));
}

async function linkPackages(from: string, to: string): Promise<void> {
  const packages = join(from, 'node_modules');
  if (!(await exists(packages))) return;
  await mkdir(join(to, 'node_modules'), { recursive: true });
  for (const name of await readdir(packages)) {
    const target = join(to, 'node_modules', name);
    if (name === OWN_SCOPE) await cp(join(packages, name), target, { recursive: true, verbatimSymlinks: true });
    else await symlink(join(packages, name), target);
  }
}

async function linkIfThere(from: string, to: string): Promise<void> {
  if ((await exists(from)) && !(await exists(to))) await symlink(from, to);
}

/** A mutation that the suites do not see, because they load the original, would look like one that survives. */
async function checkOwnPackages(root: string): Promise<void> {
  const scope = join(root, 'node_modules', OWN_SCOPE);
  const links = await readdir(scope);
  if (links.length === 0) throw new Error(`nothing is linked in node_modules/${OWN_SCOPE}: run npm ci first`);
  for (const name of links) {
    const link = join(scope, name);
    const place = await realpath(link).catch(() => readlink(link));
    if (!place.startsWith(root + sep)) throw new Error(`${OWN_SCOPE}/${name} of the copy leads to ${place}, out of it`);
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
