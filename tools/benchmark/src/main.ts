import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { abortOnSignals, workspaceRoot } from '@cdg/child-processes';
import { ensureDevelopmentKeys } from '@cdg/keys';
import { buildApps } from '@cdg/serve-fleet';
import { buildBaselines } from './build-baselines.ts';
import { measureAll } from './measure-all.ts';
import { measureDeployed } from './measure-deployed.ts';
import { readPlan } from './plan.ts';
import { renderChart, renderDocument, type Results } from './report/document.ts';
import { withSession } from './session.ts';

/** `npm run bench`: the gateway beside its baselines, or, with `BASE_URL`, a gateway that runs elsewhere. */
const signal = abortOnSignals();
process.exitCode = await run().catch((error: unknown) => {
  if (!signal.aborted) console.error(error instanceof TypeError ? error.message : error);
  return 1;
});

async function run(): Promise<number> {
  const plan = readPlan(process.argv.slice(2));
  const baseUrl = process.env.BASE_URL?.trim() ?? '';
  if (baseUrl !== '') return measureDeployed(baseUrl, plan, signal);
  console.log('Building ...');
  await buildApps(['gateway'], signal);
  await buildBaselines();
  await ensureDevelopmentKeys(join(workspaceRoot, '.local/keys'));
  const started = performance.now();
  const results = await withSession({ plan, signal }, measureAll);
  await publish(results);
  for (const { what, limit, measured, met } of results.goals) {
    console.log(`${met ? 'met   ' : 'MISSED'}  ${what}: ${measured} (${limit})`);
  }
  for (const failure of results.failures) console.error(`FAILED  ${failure}`);
  console.log(`${plan.output} is written; ${((performance.now() - started) / 60_000).toFixed(1)} minutes.`);
  return results.failures.length > 0 ? 1 : 0;
}

async function publish(results: Results): Promise<void> {
  const document = join(workspaceRoot, results.plan.output);
  const chart = document.replace(/\.md$/, '.svg');
  await mkdir(dirname(document), { recursive: true });
  await writeFile(document, renderDocument(results, chart.slice(dirname(chart).length + 1)));
  if (results.matrix.length > 0) await writeFile(chart, renderChart(results.matrix));
}
