import { dirname } from 'node:path';
import type { CollectedRequest } from './read-requests.ts';

/** Why requests with this tag are left out when the gateway is somewhere else. */
export const LEFT_OUT: ReadonlyMap<string, string> = new Map([
  ['needs-dials', 'they turn the dials of the stubs behind the gateway, which BASE_URL does not lead to'],
  ['needs-direct-connection', 'a proxy in front of the gateway may answer them itself'],
]);

/** What a run against another gateway leaves out, a line for each reason. */
export function describeLeftOut(requests: readonly CollectedRequest[]): readonly string[] {
  return [...LEFT_OUT].flatMap(([tag, reason]) => {
    const concerned = requests.filter(({ tags }) => tags.includes(tag));
    if (concerned.length === 0) return [];
    const folders = [...Map.groupBy(concerned, ({ file }) => dirname(file))];
    const counts = folders.map(([folder, { length }]) => `${length} of ${folder}`).join(', ');
    return [`Left out: ${counts} (${tag}: ${reason}).`];
  });
}
