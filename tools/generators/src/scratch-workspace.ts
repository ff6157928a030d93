import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** What the generators touch, and what Nx and the compiler need to work on it. */
const COPIED = ['*.json', '*.mjs', '.prettier*', '.gitignore', 'apps', 'libs', 'tools/generators', 'bruno/gateway'];

/** Copies the part of a workspace that the generators work on; packages are those of the original, projects its own. */
export function copyWorkspace(root: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'cdg-generators-'));
  for (const path of filesOf(root)) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(root, path), join(copy, path));
  }
  const packages = join(copy, 'node_modules');
  mkdirSync(join(packages, '@cdg'), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name !== '@cdg') symlinkSync(join(root, 'node_modules', name), join(packages, name));
  }
  for (const path of globSync('{apps,libs,tools}/*/package.json', { cwd: copy }).map(dirname)) {
    symlinkSync(join(copy, path), join(packages, '@cdg', path.split('/')[1] ?? ''));
    const own = join(root, path, 'node_modules');
    if (existsSync(own)) symlinkSync(own, join(copy, path, 'node_modules'));
  }
  return copy;
}

/** Files that git knows, and new ones that it does not ignore. */
function filesOf(root: string): readonly string[] {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...COPIED];
  const listed = execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 16_777_216 }).split('\0');
  return listed.filter((path) => path !== '' && existsSync(join(root, path)));
}
