import { startFleet, type Fleet } from '@cdg/serve-fleet';
import type { Cell, UpstreamName } from './cell.ts';
import { GATEWAY_SETTINGS } from './limits.ts';
import { runCell, type CellResult } from './run-cell.ts';

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

/** Runs every cell, one after the other before each fleet. */
export async function runMatrix(cells: readonly Cell[]): Promise<readonly CellResult[]> {
  const results = (await Promise.all(LANES.map((lane) => runLane(lane, cells)))).flat();
  return cells.flatMap((cell) => results.filter((result) => result.cell === cell));
}

async function runLane({ upstreams, stubSettings }: Lane, cells: readonly Cell[]): Promise<readonly CellResult[]> {
  const results: CellResult[] = [];
  await withFleet(stubSettings, async (fleet) => {
    for (const cell of cells.filter(({ upstream }) => upstreams.includes(upstream))) {
      results.push(await runCell(cell, { urls: fleet.urls, gateway: watched(fleet) }));
    }
  });
  return results;
}

/** Starts a fleet whose first request has been answered, and stops it whatever happens. */
export async function withFleet(
  stubEnvironment: Readonly<Record<string, string>>,
  work: (fleet: Fleet) => Promise<void>,
): Promise<void> {
  const fleet = await startFleet({
    anyFreePorts: true,
    gatewayEnvironment: GATEWAY_SETTINGS,
    stubEnvironment,
    onLine: () => undefined,
  });
  try {
    await work(fleet);
  } finally {
    await fleet.stop();
  }
}

export function watched({ urls, processes }: Fleet): { pid: number; adminUrl: string } {
  return { pid: processes.get('gateway')?.pid ?? 0, adminUrl: urls.admin };
}
