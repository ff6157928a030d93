import { availableParallelism } from 'node:os';
import { startFleet, type Fleet } from '@cdg/serve-fleet';
import type { Api } from './apis/api.ts';
import { openCredentialDesk } from './credential-desk.ts';
import { fuzzApi, type FuzzSetting, type Outcome } from './fuzz-api.ts';
import { watchLines } from './watch-lines.ts';
import type { RuleResult } from './rules.ts';

export type FleetSetting = Omit<FuzzSetting, 'addresses' | 'credentialsUrl'> & { readonly apis: readonly Api[] };

export interface FleetOutcome {
  readonly outcomes: readonly Outcome[];
  /** What the processes themselves had to hold to. */
  readonly conduct: readonly RuleResult[];
}

/**
 * Suites look SDS up afresh; the waits between attempts are real ones, only shorter. Scenarios that fail on purpose use
 * up no budget and open no breaker that others would notice.
 */
const GATEWAY = {
  SDS_CACHE_TTL_MS: '0',
  RETRY_BACK_OFF_MS: '1',
  RETRY_BUDGET: '1000000',
  BREAKER_MIN_CALLS: '1000000',
};

/** Starts the fleet, fuzzes its APIs, as many at a time as there are processors, and stops it again. */
export async function fuzzFleet({ apis, ...setting }: FleetSetting): Promise<FleetOutcome> {
  const lines = watchLines(apis.flatMap(({ formats }) => formats['nhs-number'] ?? []));
  const fleet = await startFleet({
    anyFreePorts: true,
    gatewayEnvironment: GATEWAY,
    onLine: lines.see,
    signal: setting.signal,
  });
  let lost: string | undefined;
  void fleet.memberLost.then((what) => {
    lost = what;
  });
  try {
    const outcomes = await fuzzApis(apis, fleet, setting);
    return { outcomes, conduct: [{ name: 'no process of the fleet ended', failure: lost }, ...lines.judge()] };
  } finally {
    await fleet.stop();
  }
}

async function fuzzApis(apis: readonly Api[], { urls }: Fleet, setting: Omit<FleetSetting, 'apis'>) {
  const desk = await openCredentialDesk(urls);
  const { gateway, pds, sds, provider } = urls;
  const addresses = { gateway: { url: gateway }, pds: { url: pds }, sds: { url: sds }, provider: { url: provider } };
  const waiting = [...apis];
  const outcomes: Outcome[] = [];
  const work = async () => {
    for (let api = waiting.shift(); api !== undefined && !setting.signal.aborted; api = waiting.shift()) {
      outcomes.push(await fuzzApi(api, { ...setting, addresses, credentialsUrl: desk.url }));
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(availableParallelism(), apis.length) }, work));
    return outcomes;
  } finally {
    await desk.close();
  }
}
