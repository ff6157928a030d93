import { API_NAMES, type ApiName } from './apis/api.ts';

/** A line of EXCLUSIONS.md: something that the fuzz suite does not ask of the APIs named, until that day. */
export interface Exclusion {
  readonly id: string;
  readonly apis: readonly ApiName[];
  /** The last day on which it counts, as `2026-01-31`. */
  readonly until: string;
}

const ROW =
  /^\| `(?<id>[a-z0-9-]+)` +\| (?<apis>[a-z, ]+?) +\| (?<what>.+?) +\| (?<why>.+?) +\| (?<until>\d{4}-\d\d-\d\d) +\|$/;

/**
 * Reads the table of EXCLUSIONS.md.
 *
 * @throws when a row of it cannot be read, so that none is lost
 */
export function readExclusions(markdown: string): readonly Exclusion[] {
  const [, , ...rows] = markdown.split('\n').filter((line) => line.startsWith('|'));
  return rows.map((row) => {
    const { id = '', apis: names = '', until = '' } = ROW.exec(row)?.groups ?? {};
    const apis = names.split(', ').map((name) => API_NAMES.find((known) => known === name));
    if (apis.includes(undefined) || Number.isNaN(Date.parse(until))) {
      throw new Error(`Cannot be read as an exclusion: ${row}`);
    }
    return { id, apis: apis.filter((name) => name !== undefined), until };
  });
}

export function exclusionsOf(api: ApiName, exclusions: readonly Exclusion[]): readonly Exclusion[] {
  return exclusions.filter(({ apis }) => apis.includes(api));
}

export function hasExpired({ until }: Exclusion, now: Date): boolean {
  return now.toISOString().slice(0, 10) > until;
}
