import { join } from 'node:path';
import { workspaceRoot } from '@cdg/child-processes';

export type MemberName = 'gateway' | 'pds' | 'sds' | 'provider';
export type Environment = Readonly<Record<string, string | undefined>>;

export interface Listener {
  /** The name under which the member tells its address. */
  readonly url: 'gateway' | 'admin' | 'pds' | 'sds' | 'provider';
  readonly portVariable: string;
  readonly defaultPort: number;
}

export interface MemberPlan {
  readonly name: MemberName;
  readonly entryPoint: string;
  readonly hostVariable: 'GATEWAY_HOST' | 'STUB_HOST';
  readonly listeners: readonly Listener[];
  /** Answers 200 when the member can work: which of its addresses, and the path there. */
  readonly health: { readonly url: Listener['url']; readonly path: string };
  /** Most milliseconds until it is healthy. */
  readonly startTimeoutMs: number;
}

const START_TIMEOUT_MS = 30_000;

const entryPoint = (app: string) => join(workspaceRoot, 'apps', app, 'dist/main.js');

const stub = (name: 'pds' | 'sds' | 'provider', portVariable: string, defaultPort: number): MemberPlan => ({
  name,
  entryPoint: entryPoint(`${name}-stub`),
  hostVariable: 'STUB_HOST',
  listeners: [{ url: name, portVariable, defaultPort }],
  health: { url: name, path: '/_stub/health' },
  startTimeoutMs: START_TIMEOUT_MS,
});

/** The four processes of the fleet. */
export const MEMBERS: Readonly<Record<MemberName, MemberPlan>> = {
  provider: stub('provider', 'PROVIDER_STUB_PORT', 9003),
  sds: stub('sds', 'SDS_STUB_PORT', 9002),
  pds: stub('pds', 'PDS_STUB_PORT', 9001),
  gateway: {
    name: 'gateway',
    entryPoint: entryPoint('gateway'),
    hostVariable: 'GATEWAY_HOST',
    listeners: [
      { url: 'gateway', portVariable: 'GATEWAY_PORT', defaultPort: 5000 },
      { url: 'admin', portVariable: 'GATEWAY_ADMIN_PORT', defaultPort: 5001 },
    ],
    health: { url: 'admin', path: '/health/ready' },
    startTimeoutMs: START_TIMEOUT_MS,
  },
};

/** Lets every member take any free port. */
export const ANY_FREE_PORTS: Environment = Object.fromEntries(
  Object.values(MEMBERS).flatMap(({ listeners }) => listeners.map(({ portVariable }) => [portVariable, '0'])),
);
