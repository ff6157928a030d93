import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { configDefaultsOf, configVariablesOf } from './config-variables.ts';
import { logLinesIn } from './log-lines-in.ts';
import type { Workspace } from './workspace.ts';

const SOURCE = '{apps,libs,e2e,tools,infrastructure}/**/*.{ts,mjs,sh,yaml,yml}';
const CONFIG = 'apps/*/src/{config.ts,settings/**/*.ts}';
/** Of the libraries, those that have a logger at hand in a gateway. */
const LOGGING = '{apps/gateway,libs/http-*,libs/*-client}/src/**/*.ts';
const PROJECTS = '{apps,libs,e2e,tools}/*/package.json';

const rootPackage = z.object({ scripts: z.record(z.string(), z.string()).default({}) });
const projectPackage = z.object({
  nx: z.object({ name: z.string(), targets: z.record(z.string(), z.unknown()).default({}) }).optional(),
});

/** Reads what the documents are compared with, from the files of the workspace. */
export function readWorkspace(root: string): Workspace {
  const read = (path: string) => readFileSync(join(root, path), 'utf8');
  const find = (pattern: string) =>
    globSync(pattern, { cwd: root, exclude: ['**/node_modules/**', '**/dist/**', '**/*.test.ts'] });
  const ignored = read('.gitignore')
    .split('\n')
    .flatMap((line) => (line.endsWith('/') ? [line.slice(0, -1)] : []));
  const packages = find(PROJECTS).flatMap((path) => projectPackage.parse(JSON.parse(read(path))).nx ?? []);
  const folders = globSync('{*,.ci,.github}/', { cwd: root }).map((name) => name.replace(/\/$/, ''));
  return {
    read: (path) => (existsSync(join(root, path)) ? read(path) : ''),
    exists: (path) => (path.includes('*') ? find(path).length > 0 : existsSync(join(root, path))),
    folders: new Set(folders.filter((name) => !ignored.includes(name))),
    ignoredFolders: new Set(ignored),
    scripts: new Set(Object.keys(rootPackage.parse(JSON.parse(read('package.json'))).scripts)),
    projects: new Map(packages.map(({ name, targets }) => [name, new Set(Object.keys(targets))])),
    source: find(SOURCE).map(read).join('\n'),
    configVariables: new Set(find(CONFIG).map(read).flatMap(configVariablesOf)),
    configDefaults: new Map(find(CONFIG).map(read).flatMap(configDefaultsOf)),
    logLines: find(LOGGING).map(read).flatMap(logLinesIn),
  };
}
