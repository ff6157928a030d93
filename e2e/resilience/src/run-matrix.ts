import { startFleet, type Fleet } from '@cdg/serve-fleet';
import { SCENARIO_PATIENTS } from '@cdg/test-data';
import type { Cell, UpstreamName } from './cell.ts';
import { GATEWAY_SETTINGS } from './limits.ts';
import { askOnce, runCell, type CellResult } from './run-cell.ts';

/** Runs side by side, each before a fleet of its own. */
interface Lane {
  readonly upstreams: readonly UpstreamName[];
  readonly stubSettings: Readonly<Record<string, string>>;
}

const LANES: readonly Lane[] = [
  { upstreams: ['PDS', 'SDS Device', 'SDS Endpoint'], stubSettings: {} },
  // A token that lives no longer than the gateway's margins is asked for anew by every request.
  { upstreams: ['token', 'provider'], stubSettings: { PDS_STUB_TOKEN_LIFETIME_S: '2' } },
];

/** A cell that has not been reached by then has no result. */
const LANE_LIMIT_MS = 120_000;

/** Runs every cell, one after the other before each fleet. */
export async function runMatrix(cells: readonly Cell[]): Promise<readonly CellResult[]> {
  const results = (await Promise.all(LANES.map((lane) => runLane(lane, cells)))).flat();
  return cells.flatMap((cell) => results.filter((result) => result.cell === cell));
}

async function runLane({ upstreams, stubSettings }: Lane, cells: readonly Cell[]): Promise<readonly CellResult[]> {
  const results: CellResult[] = [];
  const end = performance.now() + LANE_LIMIT_MS;
  const fleet = await startLaneFleet(stubSettings);
  const gateway = { pid: fleet.processes.get('gateway')?.pid ?? 0, adminUrl: fleet.urls.admin };
  try {
    // From now on PDS is asked with the token that this one has brought, where it lives long enough.
    await askOnce(fleet.urls.gateway, SCENARIO_PATIENTS.survivor);
    for (const cell of cells.filter(({ upstream }) => upstreams.includes(upstream))) {
      if (performance.now() < end) results.push(await runCell(cell, { urls: fleet.urls, gateway }));
    }
    return results;
  } finally {
    await fleet.stop();
  }
}

function startLaneFleet(stubEnvironment: Lane['stubSettings']): Promise<Fleet> {
  const onLine = () => undefined;
  return startFleet({ anyFreePorts: true, gatewayEnvironment: GATEWAY_SETTINGS, stubEnvironment, onLine });
}
