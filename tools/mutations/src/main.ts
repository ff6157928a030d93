import { abortOnSignals, workspaceRoot } from '@cdg/child-processes';
import { mutate, withMutation } from './apply-mutation.ts';
import { copyWorkspace } from './copy-workspace.ts';
import type { Mutation } from './mutations.ts';
import { readOptions, type Options } from './options.ts';
import { prepareGateway } from './prepare-gateway.ts';
import { problemsOf, renderReport, type Run } from './render-report.ts';
import { runSuite, type Verdict } from './run-suite.ts';
import { allSuites } from './suites.ts';

/** `npm run test:mutations`: makes each mutation in a copy of the work tree, and shows which suites notice it. */
const stopAsked = abortOnSignals();
process.exitCode = await main().catch((error: unknown) => {
  if (!stopAsked.aborted) console.error(error instanceof Error ? error.message : error);
  return 1;
});

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2), allSuites());
  for (const mutation of options.mutations) await mutate(workspaceRoot, mutation);
  const copy = await copyWorkspace(workspaceRoot);
  try {
    const runs = await runAll(options, copy.root);
    if (stopAsked.aborted) {
      console.error('\nStopped before the end; these are no results.');
      return 1;
    }
    const suites = options.suites.map(({ name }) => name);
    console.log(`\n${renderReport(runs, suites)}`);
    return runs.some((run) => problemsOf(run).length > 0) ? 1 : 0;
  } finally {
    await copy.remove();
  }
}

/** First without any mutation: where that is not green, nothing else would tell anything. */
async function runAll({ mutations, suites }: Options, root: string): Promise<readonly Run[]> {
  const control = await runSuites({ name: '(none)', about: undefined }, { suites, root });
  const runs = [control];
  if (problemsOf(control).length > 0) return runs;
  for (const mutation of mutations) {
    if (stopAsked.aborted) break;
    runs.push(await runMutated(mutation, { suites, root }));
  }
  return runs;
}

function runMutated(mutation: Mutation, place: Place): Promise<Run> {
  return withMutation(place.root, mutation, () => runSuites(mutation, place));
}

interface Place {
  readonly suites: Options['suites'];
  readonly root: string;
}

async function runSuites({ name, about }: Pick<Run, 'name' | 'about'>, { suites, root }: Place): Promise<Run> {
  console.log(`\n=== ${name} ===`);
  const fault = await prepareGateway(root, stopAsked);
  const verdicts = new Map<string, Verdict>();
  if (fault !== undefined) return { name, about, fault, verdicts };
  for (const suite of suites) {
    if (stopAsked.aborted) break;
    const startedAt = performance.now();
    const verdict = await runSuite(suite, root, stopAsked);
    verdicts.set(suite.name, verdict);
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
    console.log(`${suite.name}: ${verdict.colour} (${seconds} s) ${verdict.failures[0] ?? ''}`.trimEnd());
  }
  return { name, about, verdicts };
}
