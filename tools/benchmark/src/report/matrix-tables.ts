import type { MatrixRow } from '../cases/matrix.ts';
import type { Measured } from '../session.ts';
import { markdownTable } from './markdown-table.ts';

const HEAD = ['Record', 'Program', 'Connections', 'Requests/s', 'of the limit', 'p50', 'p90', 'p99', 'p99.9'];
const COSTS = ['CPU ms', 'of the limit', 'Peak MB'];
const LEFT_COLUMNS = 2;

/** The whole matrix, a table for each delay and state of the SDS cache. Latencies in milliseconds. */
export function matrixTables(rows: readonly MatrixRow[]): string {
  const sections = Map.groupBy(rows, ({ cell }) => `Upstreams answer after ${cell.delayMs} ms, SDS ${cell.sds}`);
  return [...sections]
    .map(
      ([title, of]) => `### ${title}\n\n${markdownTable([[...HEAD, ...COSTS], ...of.flatMap(linesOf)], LEFT_COLUMNS)}`,
    )
    .join('\n\n');
}

function linesOf({ cell, measured }: MatrixRow): string[][] {
  return Object.entries(measured).map(([name, of]) => [
    cell.size,
    name,
    String(cell.connections),
    ...figuresOf(of, measured.limit),
  ]);
}

function figuresOf(of: Measured, limit: Measured | undefined): string[] {
  const { perSecond, p50, p90, p99, p999, cpuMsPerRequest, peakMb, errors, refused } = of;
  if (errors + refused > 0) return [`failed: ${errors + refused} faults`];
  return [
    perSecond.toFixed(perSecond < 100 ? 1 : 0),
    ratio(perSecond, limit?.perSecond),
    ...[p50, p90, p99, p999].map((latency) => latency.toFixed(latency < 100 ? 2 : 0)),
    (cpuMsPerRequest ?? Number.NaN).toFixed(3),
    ratio(cpuMsPerRequest, limit?.cpuMsPerRequest),
    peakMb.toFixed(0),
  ];
}

/** How many times one is the other, for people to read. */
export function ratio(value: number | undefined, reference: number | undefined): string {
  const quotient = (value ?? Number.NaN) / (reference ?? Number.NaN);
  return Number.isFinite(quotient) ? quotient.toFixed(2) : '-';
}
