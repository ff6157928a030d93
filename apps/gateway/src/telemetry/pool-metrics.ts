import type { PoolUse } from '@cdg/http-client';
import { Gauge, type Registry } from 'prom-client';

const STATES: readonly (keyof PoolUse)[] = ['busy', 'idle', 'pending'];

/** Shows what the connections to each upstream are doing, all its hosts together. */
export function watchPools(
  registry: Registry,
  clients: Readonly<Record<string, { readonly upstream: string; readonly connections: () => PoolUse }>>,
): void {
  new Gauge({
    name: 'cdg_upstream_connections',
    help: 'Connections to upstreams, busy and idle, and calls that wait for one (pending).',
    labelNames: ['upstream', 'state'],
    registers: [registry],
    collect() {
      for (const { upstream, connections } of Object.values(clients)) {
        const use = connections();
        for (const state of STATES) this.set({ upstream, state }, use[state]);
      }
    },
  });
}
