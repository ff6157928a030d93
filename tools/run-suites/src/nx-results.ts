import type { PlannedTask, TaskRun } from './nx-tasks.ts';
import type { TestOutcomes } from './read-junit.ts';
import { checksResult, testsResult, type Result } from './result.ts';
import { testsOf } from './tests-of.ts';

export interface NxOutcome {
  readonly planned: readonly PlannedTask[];
  readonly runs: ReadonlyMap<string, TaskRun>;
  /** The exit status of Nx as a whole. */
  readonly status: number;
  /** Whether a task was ended because its time was up. */
  readonly wasStopped: (task: PlannedTask) => boolean;
  readonly readResults: (file: string) => Promise<TestOutcomes>;
}

const STOPPED = 'did not end within its time limit, and was stopped';

/** One line for each task that writes result files, and one for the other tasks of each target together, as checks. */
export async function nxResults(outcome: NxOutcome): Promise<readonly Result[]> {
  const checks = outcome.planned.filter(({ resultFiles }) => resultFiles.length === 0);
  const suites = outcome.planned.filter(({ resultFiles }) => resultFiles.length > 0);
  const byTarget = [...Map.groupBy(checks, ({ target }) => target)];
  return [
    ...byTarget.map(([target, tasks]) => checksOf(target, tasks, outcome)),
    ...(await Promise.all(suites.map((task) => testsOfTask(task, outcome)))),
  ];
}

/** A task that Nx wrote nothing down of did not run, unless all went well. */
function runOf({ id }: PlannedTask, { runs, status }: NxOutcome): TaskRun & { readonly ran: boolean } {
  const run = runs.get(id);
  return run === undefined ? { ran: false, passed: status === 0, cached: false, seconds: 0 } : { ...run, ran: true };
}

function checksOf(target: string, tasks: readonly PlannedTask[], outcome: NxOutcome): Result {
  const runs = tasks.map((task) => ({
    ...runOf(task, outcome),
    project: task.project,
    stopped: outcome.wasStopped(task),
  }));
  const failed = runs.filter(({ passed }) => !passed);
  const cached = runs.filter((run) => run.cached).length;
  return checksResult({
    suite: target,
    checks: runs.length,
    failures: failed.map(({ project, ran, stopped }) =>
      stopped ? `${project} ${STOPPED}` : ran ? project : `${project} did not run`,
    ),
    seconds: runs.reduce((sum, { seconds }) => sum + seconds, 0),
    cached: cached === runs.length ? 'yes' : cached === 0 ? 'no' : 'partly',
  });
}

async function testsOfTask(task: PlannedTask, outcome: NxOutcome): Promise<Result> {
  const { ran, passed, cached, seconds } = runOf(task, outcome);
  const tests = await testsOf(task.resultFiles, outcome.readResults);
  return testsResult({
    suite: `${task.target} ${task.project}`,
    tests: outcome.wasStopped(task) ? { ...tests, failures: [STOPPED, ...tests.failures] } : tests,
    fault: passed ? undefined : ran ? 'the task failed, though no test did' : 'did not run',
    seconds,
    cached: cached ? 'yes' : 'no',
  });
}
