import { z } from 'zod';

/** An answer as it came from Prism. */
export interface PrismAnswer {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

const SHOWN_CHARACTERS = 500;
const violation = z.object({
  location: z.array(z.string()).default([]),
  severity: z.string().default('Error'),
  message: z.string(),
});
const problem = z.object({ type: z.string(), title: z.string(), validation: z.array(violation).default([]) });
type Violation = z.output<typeof violation>;

/**
 * What Prism found in an exchange that its description does not allow, as Prism says it in the answer: in the problem that
 * takes the answer's place (nobody else here sends `application/problem+json`), or in a header of the answer, for what
 * Prism only warns of, which is a status that is not described.
 */
export function violationsIn(
  { headers, body }: PrismAnswer,
  { warnings = true }: { readonly warnings?: boolean } = {},
): readonly string[] {
  const found = [...inProblem(headers, body), ...inHeader(headers['sl-violations'])];
  return [...new Set(found.filter(({ severity }) => warnings || severity === 'Error').map(describe))];
}

function inProblem(headers: PrismAnswer['headers'], body: string): readonly Violation[] {
  if (headers['content-type'] !== 'application/problem+json') return [];
  const { data } = problem.safeParse(parsed(body));
  if (data === undefined) return [unreadable(body)];
  const { type, title, validation } = data;
  // Without a list the title says what is wrong, for example that an answer is no JSON.
  return validation.length > 0 ? validation : [{ location: [type], severity: 'Error', message: title }];
}

function inHeader(header: string | readonly string[] | undefined): readonly Violation[] {
  if (header === undefined) return [];
  return z.array(violation).safeParse(parsed(String(header))).data ?? [unreadable(String(header))];
}

/** Prism cuts what is too long: violations there are, whatever they are. */
function unreadable(text: string): Violation {
  return { location: [], severity: 'Error', message: text.slice(0, SHOWN_CHARACTERS) };
}

function describe({ location, message }: Violation): string {
  return `${location.join('.')}: ${message}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
