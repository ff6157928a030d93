import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { abortOnSignals, workspaceRoot } from '@cdg/child-processes';
import { findSchemathesis, type Schemathesis } from '@cdg/schemathesis';
import { buildApps, FleetError } from '@cdg/serve-fleet';
import { readAddress } from './address.ts';
import { APIS } from './apis/all-apis.ts';
import { readExclusions } from './exclusions.ts';
import { fuzzDeployment } from './fuzz-deployment.ts';
import { fuzzFleet, type FleetOutcome } from './fuzz-fleet.ts';
import { judgeAbsence } from './judge-absence.ts';
import { readOptions } from './options.ts';
import { report, reportAbsence } from './report.ts';

/** `npx nx e2e gateway-fuzz`, and `npm run fuzz:deep` with `--deep`: fuzzes APIs by their descriptions. */
const SCRATCH = join(workspaceRoot, '.cache/schemathesis');
const stopAsked = abortOnSignals();
process.exitCode = await main().then(
  (passed) => (passed && !stopAsked.aborted ? 0 : 1),
  (error: unknown) => {
    if (!stopAsked.aborted) process.stderr.write(`${messageOf(error)}\n`);
    return 1;
  },
);

async function main(): Promise<boolean> {
  const options = readOptions(process.argv.slice(2), APIS);
  const signal = AbortSignal.any([stopAsked, AbortSignal.timeout(options.timeLimitMs)]);
  const exclusions = readExclusions(await readFile(join(import.meta.dirname, '../EXCLUSIONS.md'), 'utf8'));
  const gateway = readAddress(process.env);

  const { found: schemathesis, reasons } = await findSchemathesis({ signal });
  if (signal.aborted) return false;
  if (schemathesis === undefined)
    return reportAbsence(judgeAbsence(reasons, { onCi: process.env.CI === 'true' }), options.apis);
  announce(schemathesis, reasons);
  if (options.build && gateway === undefined) {
    await buildApps(['gateway', 'pds-stub', 'sds-stub', 'provider-stub'], signal);
  }
  const { apis, effort } = options;
  const outcome = await withScratch((scratch): Promise<FleetOutcome> => {
    const setting = { apis, effort, schemathesis, exclusions, scratch, signal };
    return gateway === undefined ? fuzzFleet(setting) : fuzzDeployment(gateway, setting);
  });
  return !stopAsked.aborted && report(outcome, { exclusions, effort, timedOut: signal.aborted });
}

/** Two suites that run at once do not see each other's files. */
async function withScratch<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  await mkdir(SCRATCH, { recursive: true });
  const folder = await mkdtemp(join(SCRATCH, 'run-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function announce({ version, where }: Schemathesis, passedOver: readonly string[]): void {
  const why = passedOver.length === 0 ? '' : ` (${passedOver.join('; ')})`;
  process.stdout.write(`Schemathesis ${version}, ${where}${why}\n`);
}

function messageOf(error: unknown): string {
  if (error instanceof FleetError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
