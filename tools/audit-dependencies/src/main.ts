import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workspaceRoot } from '@cdg/child-processes';
import { productionPackages } from '@cdg/sbom';
import type { Locked } from './advisory.ts';
import { audit } from './audit.ts';
import { readExceptions } from './exceptions.ts';
import { npmSource } from './npm-source.ts';
import { osvSource } from './osv-source.ts';
import { pythonRequirements } from './python-requirements.ts';

/** `npm run audit:dependencies`: what the applications run on, and the Python packages of the fuzzer. */
const APPS = ['gateway', 'pds-stub', 'sds-stub', 'provider-stub'];
const read = (path: string) => readFile(join(workspaceRoot, path), 'utf8');

const lock: unknown = JSON.parse(await read('package-lock.json'));
const exceptions = readExceptions(JSON.parse(await read('tools/audit-dependencies/exceptions.json')));
const registry = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8', cwd: workspaceRoot }).trim();
const subjects = [
  { name: 'npm', packages: npmPackages(), sources: [npmSource(registry), osvSource('npm')] },
  {
    name: 'Python',
    packages: pythonRequirements(await read('tools/schemathesis/requirements.txt')),
    sources: [osvSource('PyPI')],
  },
];

for (const subject of subjects) {
  const { isClean, lines } = await audit(subject, exceptions, new Date().toISOString().slice(0, 10));
  for (const line of lines) console.log(line);
  if (!isClean) process.exitCode = 1;
}

function npmPackages(): readonly Locked[] {
  const all = APPS.flatMap((app) => [...productionPackages(lock, `apps/${app}`).values()]);
  const found = all.filter(({ isOwn }) => !isOwn).map(({ name, version }) => ({ name, version }));
  return [...new Map(found.map((locked) => [`${locked.name} ${locked.version}`, locked])).values()];
}
