import { RECORD_BYTES } from '../patients.ts';
import type { ProgramName } from '../program-plans.ts';
import { describeCell, measure, type Cell, type Measured, type Session } from '../session.ts';

export interface MatrixRow {
  readonly cell: Cell;
  readonly measured: Readonly<Partial<Record<ProgramName, Measured>>>;
}

/** The naive gateway holds every record several times over: beyond this it would need gigabytes. */
const MOST_NAIVE_BYTES = 60_000_000;

/** Every combination of size, connections, delay and SDS cache, all programs in turn. */
export async function measureMatrix(session: Session): Promise<MatrixRow[]> {
  const rows: MatrixRow[] = [];
  for (const cell of cellsOf(session)) {
    const measured: Partial<Record<ProgramName, Measured>> = {};
    for (const name of programsFor(cell)) measured[name] = await measure(session, name, cell);
    console.log(`  ${describeCell(cell)}: ${describeRates(measured)}`);
    rows.push({ cell, measured });
  }
  return rows;
}

function cellsOf({ plan: { sizes, connections } }: Session): Cell[] {
  return sizes.flatMap((size) =>
    [0, 50].flatMap((delayMs) =>
      connections.flatMap((count) =>
        (['warm', 'cold'] as const).map((sds) => ({ size, connections: count, delayMs, sds })),
      ),
    ),
  );
}

function programsFor({ size, connections }: Cell): readonly ProgramName[] {
  const naiveFits = RECORD_BYTES[size] * connections <= MOST_NAIVE_BYTES;
  return naiveFits ? ['limit', 'gateway', 'naive'] : ['limit', 'gateway'];
}

function describeRates(measured: MatrixRow['measured']): string {
  return Object.entries(measured)
    .map(([name, { perSecond }]) => `${name} ${perSecond.toFixed(0)}/s`)
    .join(', ');
}
