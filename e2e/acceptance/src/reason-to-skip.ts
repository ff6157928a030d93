/** Why a scenario with this tag is left out where the gateway is deployed elsewhere. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ['@stubs', 'turns the dials of the stubs, which BASE_URL does not reach'],
  ['@admin', 'looks at the admin port, which BASE_URL does not reach'],
  ['@direct', 'a proxy in front of the gateway would answer it'],
]);

/** The reason of the first tag that has one. */
export function reasonToSkip(tags: readonly string[]): string | undefined {
  return tags.map((tag) => REASONS.get(tag)).find((reason) => reason !== undefined);
}
