import { dirname } from 'node:path';
import type { CollectedRequest } from './read-requests.ts';

/** Why a request with this tag is left out when the gateway is somewhere else. */
export const LEFT_OUT: ReadonlyMap<string, string> = new Map([
  ['needs-dials', "turns the dials of the stubs behind the gateway, which BASE_URL doesn't reach"],
  ['needs-direct-connection', 'a proxy in front of the gateway would answer it'],
]);

/** What a run against another gateway leaves out, a line for each reason. */
export function describeLeftOut(requests: readonly CollectedRequest[]): readonly string[] {
  return [...LEFT_OUT].flatMap(([tag, reason]) => {
    const concerned = requests.filter(({ tags }) => tags.includes(tag));
    if (concerned.length === 0) return [];
    const folders = [...Map.groupBy(concerned, ({ file }) => dirname(file))];
    const counts = folders.map(([folder, { length }]) => `${length} of ${folder}`).join(', ');
    return [`Left out (${tag}): ${counts}; each ${reason}.`];
  });
}
