import { z } from 'zod';
import type { AdvisorySource, Locked } from './advisory.ts';
import { askJson } from './ask-json.ts';

const answer = z.record(
  z.string(),
  z.array(z.looseObject({ url: z.string(), title: z.string(), severity: z.string(), vulnerable_versions: z.string() })),
);

/**
 * The advisory endpoint of npm's registry, the one that `npm audit` asks. It answers only what concerns the versions that
 * it was asked about; where two versions of a package are locked, the finding is told of both.
 */
export function npmSource(registry: string): AdvisorySource {
  return {
    name: "npm's advisories",
    ask: async (packages) => {
      const url = new URL('-/npm/v1/security/advisories/bulk', registry.endsWith('/') ? registry : `${registry}/`);
      const found = answer.parse(await askJson(url.href, versionsByName(packages)));
      return packages.flatMap((locked) =>
        (found[locked.name] ?? []).map(({ url: page, title, severity, vulnerable_versions: range }) => ({
          ...locked,
          id: page.slice(page.lastIndexOf('/') + 1),
          title: `${title}, versions ${range}`,
          severity,
        })),
      );
    },
  };
}

function versionsByName(packages: readonly Locked[]): Readonly<Record<string, readonly string[]>> {
  const names = [...new Set(packages.map(({ name }) => name))];
  const versionsOf = (name: string) => packages.filter((locked) => locked.name === name).map(({ version }) => version);
  return Object.fromEntries(names.map((name) => [name, versionsOf(name)]));
}
