const WILDCARDS = new Map([
  ['0.0.0.0', '127.0.0.1'],
  ['[::]', '[::1]'],
]);

/** The address under which this machine reaches a server: one that listens on every interface is asked on loopback. */
export function reachableUrl(listening: string): string {
  const url = new URL(listening);
  url.hostname = WILDCARDS.get(url.hostname) ?? url.hostname;
  return url.origin;
}
