import type { MatrixRow } from '../cases/matrix.ts';
import type { Plan } from '../plan.ts';
import { barChart, type BarGroup } from './bar-chart.ts';
import type { Goal } from './goal.ts';
import { markdownTable } from './markdown-table.ts';
import { matrixTables } from './matrix-tables.ts';

export interface Results {
  readonly plan: Plan;
  readonly goals: readonly Goal[];
  readonly matrix: readonly MatrixRow[];
  readonly failures: readonly string[];
  /** Cores, memory and Node of the machine, in general terms. */
  readonly machine: string;
  readonly measuredOn: string;
}

const COLOURS = { limit: '#8a8f98', gateway: '#005eb8', naive: '#d5a021' } as const;
const NAMES = { limit: 'the limit', gateway: 'the gateway', naive: 'naive' } as const;

/** The published page: ratios and goals first, then every figure. */
export function renderDocument(results: Results, chartFile: string): string {
  const { plan, goals, matrix, failures, machine, measuredOn } = results;
  return `${[
    '# Performance',
    introduction(machine, measuredOn, plan),
    '## Goals',
    goalTable(goals),
    goals.map(sentenceFor).join('\n'),
    ...(failures.length > 0 ? ['## Rounds that failed', failures.map((failure) => `- ${failure}`).join('\n')] : []),
    ...(matrix.length > 0
      ? [
          '## Throughput',
          `![Requests a second by record size, for the limit, the gateway and the naive gateway](${chartFile})`,
          '## All figures',
          'Latencies are in milliseconds, CPU is that of the program for one request, all its threads together. Every row is a fresh process.',
          matrixTables(matrix),
        ]
      : []),
  ].join('\n\n')}\n`;
}

function introduction(machine: string, measuredOn: string, plan: Plan): string {
  return `Measured by \`npm run bench\` on ${measuredOn}, ${machine}${plan.quick ? ', in the short form (`--quick`)' : ''}. Program, load
generator and fake upstreams shared that machine, so the ratios say more than the absolute figures: every comparison was made
in the same run, in turns, on the same fake upstreams.

- **The gateway** is the built one with everything on that production has: validation, guards, JSON logs, metrics, limits.
- **The limit** is a bare \`node:http\` and undici program that makes the same calls and checks, logs and measures nothing.
- **The naive gateway** is Express and axios as they come: five calls in a row, the record parsed and written again.

[tools/benchmark](../tools/benchmark/README.md) says how it is done; [performance-notes.md](performance-notes.md), where the
gateway's time goes.`;
}

function goalTable(goals: readonly Goal[]): string {
  const rows = goals.map(({ what, limit, measured, met }) => [what, limit, measured, met ? 'met' : '**missed**']);
  return markdownTable([['What', 'Goal', 'Measured', 'Goal is'], ...rows]);
}

function sentenceFor({ what, limit, measured, met }: Goal): string {
  return `- ${what}: ${measured}, the goal of ${limit} is ${met ? 'met' : 'missed'}.`;
}

/** Requests a second by record size with 32 connections, upstreams that answer at once, and a warm SDS cache. */
export function renderChart(matrix: readonly MatrixRow[]): string {
  const rows = matrix.filter(({ cell }) => cell.connections === 32 && cell.delayMs === 0 && cell.sds === 'warm');
  const groups = rows.map(({ cell, measured }): BarGroup => {
    const bars = (['limit', 'gateway', 'naive'] as const).flatMap((name) => {
      const value = measured[name]?.perSecond;
      return value === undefined ? [] : [{ label: NAMES[name], value, colour: COLOURS[name] }];
    });
    return { title: `Record of ${cell.size}`, bars };
  });
  return barChart('Requests a second: 32 connections, SDS warm, upstreams without delay', groups);
}
