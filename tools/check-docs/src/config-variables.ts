const NAME = '[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+';
/** The keys of a schema over the environment, and what is read from it directly. */
const READ = new RegExp(
  `(?:(?:^|[{,])\\s*(${NAME})\\s*:|\\benv(?:ironment)?\\??\\.(${NAME})\\b|['"](${NAME})['"])`,
  'gm',
);

/** The environment variables that a configuration file reads: by its style, names of capitals in words with `_`. */
export function configVariablesOf(source: string): readonly string[] {
  return [...source.matchAll(READ)].map(([, key, member, quoted]) => key ?? member ?? quoted ?? '');
}
