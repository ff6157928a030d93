import { letGo } from '@cdg/child-processes';
import { startFleet, type Fleet } from '@cdg/serve-fleet';

export interface TestFleet extends Pick<Fleet, 'urls' | 'stop' | 'processes'> {
  /** Every line that the four processes have written so far. */
  readonly lines: readonly string[];
}

/** Suites look SDS up afresh, unless they test its cache; time limits are short enough to wait for. */
const GATEWAY = {
  SDS_CACHE_TTL_MS: '0',
  PROVIDER_TIMEOUT_MS: '700',
  REQUEST_DEADLINE_MS: '5000',
  RETRY_BACK_OFF_MS: '10',
};

/** Starts the four built processes on free ports. They end by themselves when this process does. */
export async function startTestFleet(gateway: Readonly<Record<string, string>> = {}): Promise<TestFleet> {
  const lines: string[] = [];
  const fleet = await startFleet({
    anyFreePorts: true,
    gatewayEnvironment: { ...GATEWAY, ...gateway },
    onLine: ({ text }) => lines.push(text),
  });
  // They end by themselves when this process does, and must not keep a suite from ending that failed to stop them.
  for (const child of fleet.processes.values()) letGo(child);
  return { urls: fleet.urls, processes: fleet.processes, stop: fleet.stop, lines };
}
