import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { examine, renderDiagnoses, statusOf } from './examine.ts';
import { NEEDS } from './needs.ts';

/** `npm run doctor`: what is missing on this machine, what each is for, and how to get it. */
const LIMIT_MS = 10_000;
// No package of the workspace is imported: this has to run before `npm ci`.
const root = join(import.meta.dirname, '../../..');

const diagnoses = NEEDS.map((need) =>
  examine(need, ([program, ...args]) => {
    const { status, stdout } = spawnSync(program, args, { cwd: root, encoding: 'utf8', timeout: LIMIT_MS });
    return status === 0 ? stdout : undefined;
  }),
);
console.log(renderDiagnoses(diagnoses));
process.exitCode = statusOf(diagnoses);
