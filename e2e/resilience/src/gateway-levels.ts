import { readdir, readFile, readlink } from 'node:fs/promises';

/** What a gateway holds at a moment. */
export interface Levels {
  /** Sockets to the upstream's port that the process holds, in whatever state; undefined where there is no `/proc`. */
  readonly upstreamSockets: number | undefined;
  /** Sockets in use: those that idle in a pool do not count. One is that of the question itself. */
  readonly busySockets: number;
  /** Timers that run. */
  readonly timers: number;
}

export interface WatchedGateway {
  readonly pid: number;
  readonly adminUrl: string;
}

/** Looks at the process from outside (`/proc`) and at what it says of itself (its metrics). */
export async function levelsOf({ pid, adminUrl }: WatchedGateway, port: number): Promise<Levels> {
  const metrics = await (await fetch(`${adminUrl}/metrics`)).text();
  return {
    upstreamSockets: await socketsTo(pid, port).catch(() => undefined),
    busySockets: activeResources(metrics, 'TCPSocketWrap'),
    timers: activeResources(metrics, 'Timeout'),
  };
}

/** What is more than a gateway holds that has nothing to do. */
export function excessOf({ upstreamSockets = 0, busySockets, timers }: Levels, sockets: number): string[] {
  return [
    ...(upstreamSockets > sockets ? [`${upstreamSockets} sockets to the upstream, not ${sockets} at most`] : []),
    ...(busySockets > 1 ? [`${busySockets - 1} sockets in use`] : []),
    ...(timers > 0 ? [`${timers} timers`] : []),
  ];
}

/** From Node's own account of what keeps its event loop alive (prom-client's default metrics). */
export function activeResources(metrics: string, type: string): number {
  const name = `nodejs_active_resources{type="${type}"} `;
  const line = metrics.split('\n').find((text) => text.startsWith(name));
  return Number(line?.slice(name.length) ?? 0);
}

async function socketsTo(pid: number, port: number): Promise<number> {
  const [table, table6, held] = await Promise.all([
    readFile(`/proc/${pid}/net/tcp`, 'utf8'),
    readFile(`/proc/${pid}/net/tcp6`, 'utf8').catch(() => ''),
    inodesHeldBy(pid),
  ]);
  return inodesTo(`${table}\n${table6}`, port).filter((inode) => held.has(inode)).length;
}

/** The inodes of the sockets in `/proc/net/tcp` whose far end has this port. */
export function inodesTo(table: string, port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return table
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , remote]) => remote?.endsWith(suffix))
    .flatMap(({ 9: inode }) => (inode === undefined ? [] : [inode]));
}

async function inodesHeldBy(pid: number): Promise<Set<string>> {
  const folder = `/proc/${pid}/fd`;
  const names = await readdir(folder);
  const targets = await Promise.all(names.map((name) => readlink(`${folder}/${name}`).catch(() => '')));
  return new Set(targets.flatMap((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? []));
}
