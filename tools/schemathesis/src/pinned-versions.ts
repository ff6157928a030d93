/**
 * The releases of Schemathesis that the text of a requirements file pins, the newest first.
 *
 * @throws when it pins none
 */
export function pinnedVersions(requirements: string): readonly [string, ...string[]] {
  const versions = [...requirements.matchAll(/^schemathesis==(\S+)/gm)].map(([, version = '']) => version);
  const [newest, ...older] = versions.sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  if (newest === undefined) throw new Error('The requirements pin no release of Schemathesis');
  return [newest, ...older];
}
