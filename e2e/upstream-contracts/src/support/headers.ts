/** Headers that take the place of those of a good request; undefined takes one away. */
export type MoreHeaders = Readonly<Record<string, string | undefined>>;

/** The headers of a good request, with others in their place. */
export function withGiven(good: Readonly<Record<string, string>>, given: MoreHeaders): Record<string, string> {
  const all: MoreHeaders = { ...good, ...given };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
