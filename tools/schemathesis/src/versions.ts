type Versions = readonly [newest: string, ...older: string[]];

/**
 * The releases of Schemathesis that the text of a requirements file pins, the newest first.
 *
 * @throws when it pins none
 */
export function pinnedVersions(requirements: string): Versions {
  const versions = [...requirements.matchAll(/^schemathesis==(\S+)/gm)].map(([, version = '']) => version);
  const [newest, ...older] = versions.sort((a, b) => compare(b, a));
  if (newest === undefined) throw new Error('The requirements pin no release of Schemathesis');
  return [newest, ...older];
}

/** The version in what `schemathesis --version` prints. */
export function versionIn(output: string): string | undefined {
  return /version (\d\S*)/.exec(output)?.[1];
}

/** Whether a release has what the hooks use: of the same major version as those pinned, and not older than all of them. */
export function isSupported(version: string, pinned: Versions): boolean {
  const oldest = pinned.at(-1) ?? pinned[0];
  return majorOf(version) === majorOf(oldest) && compare(version, oldest) >= 0;
}

function majorOf(version: string): string {
  return version.split('.')[0] ?? '';
}

function compare(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
