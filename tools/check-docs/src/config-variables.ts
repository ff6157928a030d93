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

/** A number or a flag that a variable is when it is not set. */
const DEFAULT = new RegExp(`\\b(${NAME})\\s*:\\s*\\w+\\(([\\d_]+|true|false)(?=[,)])`, 'g');

/** What the variables of a configuration file are when they are not set, where that stands there as a number or a flag. */
export function configDefaultsOf(source: string): readonly (readonly [string, string])[] {
  return [...source.matchAll(DEFAULT)].map(([, name = '', value = '']) => [name, value.replaceAll('_', '')]);
}
