import { z } from 'zod';

/** The environment cannot be used; the process exits with status 78 (EX_CONFIG). Carries every fault found. */
export class SettingsError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`The environment cannot be used:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'SettingsError';
    this.faults = faults;
  }
}

/**
 * Reads settings from the environment; a blank variable counts as absent.
 *
 * @throws SettingsError with one fault per wrong variable, each starting with its name, never with its value
 */
export function readSettings<Schema extends z.ZodType>(
  schema: Schema,
  environment: Readonly<Record<string, string | undefined>>,
): z.output<Schema> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  throw new SettingsError(
    result.error.issues.map(({ path, message }) => `${path.length > 0 ? path.join('.') : 'environment'}: ${message}`),
  );
}

/** `true` or `false`, nothing else. */
export const flag = (fallback: boolean) =>
  z
    .enum(['true', 'false'], { error: 'expected true or false' })
    .default(fallback ? 'true' : 'false')
    .transform((text) => text === 'true');

/** A whole number from `min` to `max`, both included. */
export const wholeNumber = (fallback: number, { min = 0, max = Number.MAX_SAFE_INTEGER } = {}) =>
  z
    .string()
    .default(String(fallback))
    .refine((text) => /^\d+$/.test(text.trim()) && Number(text) >= min && Number(text) <= max, {
      error: `expected a whole number from ${min} to ${max}`,
    })
    .transform(Number);

/** A TCP port; 0 takes any free one. */
export const port = (fallback: number) => wholeNumber(fallback, { max: 65_535 });

/** An absolute http or https URL, without its trailing slash. Credentials belong elsewhere: settings are printed. */
export const httpUrl = () =>
  z
    .string()
    .refine(isHttpUrl, { error: 'expected an http or https URL' })
    .transform((text) => text.trim().replace(/\/+$/, ''));

export const logLevel = () =>
  z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], { error: 'expected a pino level' })
    .default('info');

function isHttpUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
}
