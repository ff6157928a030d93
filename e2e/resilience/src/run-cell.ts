import { randomUUID } from 'node:crypto';
import { askFor, clearFaults, setFault } from '@cdg/gateway-under-test';
import type { Fleet } from '@cdg/serve-fleet';
import type { Cell, Outcome } from './cell.ts';
import { DISTURBED_SERVICES } from './disturbed-service.ts';
import { faultOf } from './fault-of.ts';
import { excessOf, levelsOf, type Levels, type WatchedGateway } from './gateway-levels.ts';
import { DEADLINE_MS, UPSTREAM_LIMIT_MS } from './limits.ts';
import { inTermsOf, outcomeOf } from './outcome-of.ts';
import { refuse } from './refuse.ts';
import { firedFaults, isOpen, within } from './stub-state.ts';

export interface CellResult {
  readonly cell: Cell;
  readonly seen: Outcome;
  /** Until the answer was whole or cut. */
  readonly ms: number;
  /** What was wrong beside the answer itself. */
  readonly problems: readonly string[];
}

export type CellFleet = Pick<Fleet, 'urls'> & { readonly gateway: WatchedGateway };

/** The consumer's own way, and a machine that is busy. */
const MARGIN_MS = 1_000;
/** For connections to close. Shorter than any limit, so that a timer which merely runs out is found. */
const SETTLE_MS = 500;
const REOPEN_LIMIT_MS = 10_000;
/** A drip has pauses of a tenth of a second: one that was there shows. */
const SLOW_MS = 90;

/** Disturbs one upstream, asks for a record, and looks at what came, what is left behind and how the next request goes. */
export async function runCell(cell: Cell, { urls, gateway }: CellFleet): Promise<CellResult> {
  const { stub, sockets, nhsNumber } = DISTURBED_SERVICES[cell.upstream];
  const ask = () => askOnce(urls.gateway, nhsNumber);
  const look = () => levelsOf(gateway, Number(new URL(urls[stub]).port));
  const meanwhile = await disturb(cell, urls);
  const started = performance.now();
  const [seen, blind] = await Promise.all([ask(), blindness(cell, look), meanwhile()]);
  const ms = performance.now() - started;
  const problems = [...blind, ...(await faultProblems(cell, { url: urls[stub], ms }))];
  await calm(urls);

  let left: readonly string[] = [];
  await within(SETTLE_MS, async () => (left = excessOf(await look(), sockets)).length === 0);
  const next = await ask();
  problems.push(...left.map((what) => `left behind: ${what}`));
  if (ms > DEADLINE_MS + MARGIN_MS) problems.push(`answered after ${Math.round(ms)} ms`);
  if (next.answer !== '200') problems.push(`the next request: ${next.answer} ${next.diagnostics}`);
  return { cell, seen: inTermsOf(cell.expected, seen), ms, problems };
}

async function disturb(cell: Cell, urls: Fleet['urls']): Promise<() => Promise<void>> {
  const fault = faultOf(cell);
  if (fault === undefined) return refuse(cell.upstream, urls);
  const { stub, path } = DISTURBED_SERVICES[cell.upstream];
  await setFault(urls[stub], { match: { path }, fault });
  return () => Promise.resolve();
}

/** A fault that was not acted out proves nothing. */
async function faultProblems({ fault }: Cell, { url, ms }: { url: string; ms: number }): Promise<string[]> {
  if (fault === 'slow drip' && ms < SLOW_MS) return ['the drip was not slow'];
  return fault === 'refused' || (await firedFaults(url)) > 0 ? [] : ['the fault was not met'];
}

/** While an upstream hangs there is something to see; a measure that does not see it would find nothing left, either. */
async function blindness({ fault }: Cell, look: () => Promise<Levels>): Promise<string[]> {
  if (fault !== 'hang') return [];
  const sees = await within(UPSTREAM_LIMIT_MS, async () => {
    const { busySockets, timers } = await look();
    return busySockets > 2 && timers > 0;
  });
  return sees ? [] : ['sockets and timers of a request under way were not seen'];
}

/** All stubs answer well again. */
async function calm({ pds, sds, provider }: Fleet['urls']): Promise<void> {
  const urls = [pds, sds, provider];
  await Promise.all(urls.map((url) => within(REOPEN_LIMIT_MS, () => isOpen(url))));
  await Promise.all(urls.map(clearFaults));
}

/** Asks for a patient's record under a trace id of its own. */
export async function askOnce(gatewayUrl: string, nhsNumber: string): Promise<Outcome> {
  const traceId = randomUUID();
  const answer = await askFor(gatewayUrl, nhsNumber, { 'Ssp-TraceID': traceId });
  return outcomeOf(answer, { nhsNumber, traceId });
}
