import { createFleet, type Fleet, type LoadGenerator } from './fleet.ts';
import type { LoopResult } from './load/jobs.ts';
import { peakMemoryMb } from './load/process-cost.ts';
import { CONSUMERS, PRACTICES, type RecordSize } from './patients.ts';
import type { Plan } from './plan.ts';
import type { ProgramName, ProgramOptions } from './program-plans.ts';
import type { RunningProcess } from './start-process.ts';

/** What a round of measurement asks of a program. */
export interface Cell {
  readonly size: RecordSize;
  readonly connections: number;
  readonly delayMs: number;
  readonly sds: 'warm' | 'cold';
}

export interface Measured extends LoopResult {
  readonly peakMb: number;
}

export interface Session {
  readonly fleet: Fleet;
  readonly plan: Plan;
  readonly load: LoadGenerator;
  readonly signal: AbortSignal;
  /** The fake upstreams that wait so long before each answer. */
  readonly upstreams: (delayMs: number) => Promise<RunningProcess>;
  /** Rounds in which an answer was wrong or missing. */
  readonly failures: string[];
}

/** Opens a session, gives it to the work, and ends every process that was started meanwhile. */
export async function withSession<T>(
  { plan, signal }: { plan: Plan; signal: AbortSignal },
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const fleet = await createFleet(signal);
  try {
    const known = new Map<number, RunningProcess>();
    const upstreams = async (delayMs: number) => {
      const running = known.get(delayMs) ?? (await fleet.upstreams({ delayMs }));
      known.set(delayMs, running);
      return running;
    };
    return await work({ fleet, plan, load: await fleet.load(), signal, upstreams, failures: [] });
  } finally {
    await fleet.stop();
  }
}

/** Runs a program for as long as the work takes. */
export async function withProgram<T>(
  session: Session,
  { name, delayMs, options }: { name: ProgramName; delayMs: number; options: Omit<ProgramOptions, 'folder'> },
  work: (program: RunningProcess) => Promise<T>,
): Promise<T> {
  session.signal.throwIfAborted();
  const program = await session.fleet.program(name, await session.upstreams(delayMs), options);
  try {
    return await work(program);
  } finally {
    await program.stop();
  }
}

/** One round: a fresh process, a time that does not count, and the time that does. */
export function measure(
  session: Session,
  name: ProgramName,
  cell: Cell & { durationMs?: number; warmUpRequests?: number; crowdFirst?: boolean },
): Promise<Measured> {
  const { size, connections, delayMs, sds } = cell;
  return withProgram(session, { name, delayMs, options: { sdsCache: sds === 'warm' } }, async (program) => {
    if (sds === 'warm') await fillCache(session, program);
    if (cell.crowdFirst === true) await compileByCrowd(session, program, name);
    const result = await session.load.loop({
      ...{ url: program.url('gateway'), pid: program.pid, connections, size },
      warmUpMs: session.plan.warmUpMs,
      durationMs: cell.durationMs ?? session.plan.roundMs,
      warmUpRequests: cell.warmUpRequests,
    });
    noteFailure(session, `${name}, ${describeCell(cell)}`, result);
    return { ...result, peakMb: peakMemoryMb(program.pid) };
  });
}

/** Enough requests that every practice and every consumer has been looked up. */
const REQUESTS_THAT_FILL = 2 * (PRACTICES + CONSUMERS);

async function fillCache({ load }: Session, { url }: RunningProcess): Promise<void> {
  const fill = {
    connections: 32,
    size: '2 KB',
    warmUpMs: 0,
    warmUpRequests: REQUESTS_THAT_FILL,
    durationMs: 1,
  } as const;
  await load.loop({ url: url('gateway'), ...fill });
}

/** Where one connection asks, many ask first: alone, it would take minutes to have the code compiled. */
async function compileByCrowd(session: Session, { url }: RunningProcess, name: ProgramName): Promise<void> {
  const crowd = { connections: 128, size: '2 KB', warmUpMs: 0, warmUpRequests: CROWD_REQUESTS, durationMs: 1 } as const;
  noteFailure(session, `${name}, the crowd before`, await session.load.loop({ url: url('gateway'), ...crowd }));
}

const CROWD_REQUESTS = 20_000;

/** Notes a round in which an answer was wrong or missing: its figures count for nothing. */
export function noteFailure({ failures }: Session, round: string, result: LoopResult): void {
  if (result.errors + result.refused > 0) {
    failures.push(`${round}: ${result.errors + result.refused} faults (${result.firstError ?? 'connection refused'})`);
  }
}

export function describeCell({ size, connections, delayMs, sds }: Cell): string {
  return `${size}, ${connections} connection${connections === 1 ? '' : 's'}, ${delayMs} ms, SDS ${sds}`;
}
