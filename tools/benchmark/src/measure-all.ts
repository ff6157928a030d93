import { availableParallelism, loadavg, totalmem } from 'node:os';
import { hangingPractice } from './cases/hanging-practice.ts';
import { headlineGoals, measureHeadline } from './cases/headline.ts';
import { addedLatency, slowUpstreams } from './cases/latency.ts';
import { measureMatrix, type MatrixRow } from './cases/matrix.ts';
import { largeRecord, slowConsumers } from './cases/memory.ts';
import { shutdownUnderLoad } from './cases/shutdown.ts';
import type { CaseName } from './plan.ts';
import type { Results } from './report/document.ts';
import type { Goal } from './report/goal.ts';
import type { Session } from './session.ts';

type GoalCase = (session: Session) => Promise<readonly Goal[]>;

const GOAL_CASES: Readonly<Record<Exclude<CaseName, 'matrix'>, GoalCase>> = {
  headline: async (session) => headlineGoals(await measureHeadline(session)),
  latency: addedLatency,
  delay: slowUpstreams,
  memory: largeRecord,
  'slow-consumers': slowConsumers,
  hanging: hangingPractice,
  shutdown: shutdownUnderLoad,
};

/** Measures every case of the plan, one after the other. */
export async function measureAll(session: Session): Promise<Results> {
  const machine = describeMachine();
  const goals: Goal[] = [];
  const matrix: MatrixRow[] = [];
  for (const name of session.plan.cases) {
    console.log(`${name}:`);
    if (name === 'matrix') matrix.push(...(await measureMatrix(session)));
    else goals.push(...(await GOAL_CASES[name](session)));
  }
  const { plan, failures } = session;
  const measuredOn = new Date().toISOString().slice(0, 10);
  return { plan, goals, matrix, failures, machine, measuredOn };
}

/** Other work on the machine distorts everything, ratios included, so the page says how much there was. */
function describeMachine(): string {
  const [load = 0] = loadavg();
  const gigabytes = Math.round(totalmem() / 1024 ** 3);
  const busy = `${load < 0.5 ? 'which was idle otherwise' : 'which had other work'} (load average ${load.toFixed(1)} before the run)`;
  return `on ${availableParallelism()} cores with ${gigabytes} GB of memory and Node ${process.version.slice(1)}, ${busy}`;
}
