import { startFleet, type Fleet } from '@cdg/serve-fleet';
import { askForRecord } from './ask-for-record.ts';
import { EXAMPLE_PATIENT } from './example-patient.ts';
import { startGatewayBefore, type Services } from './gateway-before.ts';
import { openCheckpoint, type Checkpoint, type Exchange, type Guard } from './open-checkpoint.ts';

export type Between = 'pds' | 'sds' | 'provider' | 'gateway';
export type Origins = Readonly<Record<'pds' | 'sds' | 'provider', string>>;

export interface Guards {
  /** What each Prism holds the traffic to, and where it sends it on to. */
  readonly guard: (stubs: Fleet['urls']) => Readonly<Record<'pds' | 'sds' | 'provider', Guard>>;
  readonly gatewayDescription: string;
  /** Where the gateway finds its services, most of them behind Prism. */
  readonly services: (guarded: Origins, stubs: Fleet['urls']) => Services;
  /** Stops what has started when it aborts before all has; later call `stop`. */
  readonly signal?: AbortSignal;
}

/** The fleet with a Prism before each stub and before the gateway, which here is a second one that goes through them. */
export interface ProxiedFleet {
  readonly stubs: Fleet['urls'];
  /** Where each Prism is reached. */
  readonly urls: Readonly<Record<Between, string>>;
  /** What has passed each Prism since this was last asked. */
  readonly takeTraffic: () => Readonly<Record<Between, readonly Exchange[]>>;
  readonly stop: () => Promise<void>;
}

/** Some practices never answer: long enough for all others, and short enough to wait for. */
const LIMITS = { PROVIDER_TIMEOUT_MS: '2500', REQUEST_DEADLINE_MS: '4000' };

/** Starts all of it on free ports. @throws when a part cannot start; all are stopped by then */
export async function startProxiedFleet(guards: Guards): Promise<ProxiedFleet> {
  const { guard, gatewayDescription, services, signal = new AbortController().signal } = guards;
  const started: (() => Promise<void>)[] = [];
  const stop = async () => {
    await Promise.all(started.map((end) => end()));
  };
  try {
    const points = await openCheckpoints();
    started.push(...Object.values(points).map((point) => point.close));
    const urls = mapValues(points, ({ url }) => url);
    const fleet = await startFleet({
      anyFreePorts: true,
      onLine: () => undefined,
      signal,
      // The stubs see Prism's requests, but tokens are meant for the address that the gateway calls.
      stubEnvironment: { PDS_STUB_URL: urls.pds, PROVIDER_STUB_URL: urls.provider },
    });
    started.push(fleet.stop);
    const gateway = await startGatewayBefore(services(urls, fleet.urls), { limits: LIMITS, signal });
    started.push(gateway.stop);
    const options = { ...guard(fleet.urls), gateway: { description: gatewayDescription, upstream: gateway.url } };
    await Promise.all([
      points.pds.guardWith({ ...options.pds, signal }),
      points.sds.guardWith({ ...options.sds, signal }),
      points.provider.guardWith({ ...options.provider, signal }),
      points.gateway.guardWith({ ...options.gateway, signal }),
    ]);
    const takeTraffic = () => mapValues(points, (point) => point.takeExchanges());
    // Prism compiles a check at its first use: that shall not count against the gateway's time limits.
    await askForRecord(urls.gateway, { nhsNumber: EXAMPLE_PATIENT });
    takeTraffic();
    return { stubs: fleet.urls, urls, takeTraffic, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function openCheckpoints(): Promise<Record<Between, Checkpoint>> {
  return {
    pds: await openCheckpoint(),
    sds: await openCheckpoint(),
    provider: await openCheckpoint(),
    gateway: await openCheckpoint(),
  };
}

function mapValues<In, Out>({ pds, sds, provider, gateway }: Record<Between, In>, map: (value: In) => Out) {
  return { pds: map(pds), sds: map(sds), provider: map(provider), gateway: map(gateway) };
}

/** What Prism found wrong in the traffic, each with where and in which request. */
export function violationsOf(traffic: Readonly<Partial<Record<Between, readonly Exchange[]>>>): readonly string[] {
  return Object.entries(traffic).flatMap(([between, exchanges]) =>
    exchanges.flatMap(({ request, status, violations }) =>
      violations.map((violation) => `${between}: ${request} (${status}): ${violation}`),
    ),
  );
}
