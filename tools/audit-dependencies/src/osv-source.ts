import { z } from 'zod';
import type { Advisory, AdvisorySource } from './advisory.ts';
import { askJson } from './ask-json.ts';

/** https://google.github.io/osv.dev/post-v1-querybatch/: one result for each query, in the same order. */
const answer = z.object({
  results: z.array(
    z.looseObject({
      vulns: z.array(z.looseObject({ id: z.string() })).default([]),
      next_page_token: z.string().optional(),
    }),
  ),
});
const MOST_AT_ONCE = 1_000;

/** The database of OSV, which has GitHub's advisories for npm and those of the Python Packaging Authority for PyPI. */
export function osvSource(ecosystem: 'npm' | 'PyPI', base = 'https://api.osv.dev'): AdvisorySource {
  return {
    name: `OSV (${ecosystem})`,
    ask: async (packages) => {
      if (packages.length > MOST_AT_ONCE)
        throw new Error(`${packages.length} packages are more than one query may hold`);
      const queries = packages.map(({ name, version }) => ({ package: { name, ecosystem }, version }));
      const { results } = answer.parse(await askJson(new URL('/v1/querybatch', base).href, { queries }));
      if (results.length !== packages.length)
        throw new Error(`${results.length} answers to ${packages.length} queries`);
      return packages.flatMap((locked, index) =>
        (results[index]?.vulns ?? []).map(({ id }): Advisory => ({
          ...locked,
          id,
          title: `https://osv.dev/vulnerability/${id}`,
          severity: 'unrated',
        })),
      );
    },
  };
}
