import { z } from 'zod';

/** An answer as it came from Prism. */
export interface PrismAnswer {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

const SHOWN_CHARACTERS = 500;
const violation = z.object({ location: z.array(z.string()).optional(), message: z.string() });
const problem = z.object({ type: z.string(), title: z.string(), validation: z.array(violation).optional() });

/**
 * What Prism found in an exchange that its description does not allow, as Prism says it in the answer: in the problem that
 * takes the answer's place (nobody else here sends `application/problem+json`), or, for what Prism only warns of (a status that is not described), in a header of the answer.
 */
export function violationsIn({ headers, body }: PrismAnswer): readonly string[] {
  return [...new Set([...inProblem(headers, body), ...inHeader(headers['sl-violations'])])];
}

function inProblem(headers: PrismAnswer['headers'], body: string): readonly string[] {
  if (headers['content-type'] !== 'application/problem+json') return [];
  const { data } = problem.safeParse(parsed(body));
  if (data === undefined) return [`a problem that cannot be read: ${body.slice(0, SHOWN_CHARACTERS)}`];
  const { type, title, validation = [] } = data;
  // Without a list the title says what is wrong, for example that an answer is no JSON.
  return validation.length > 0 ? validation.map(describe) : [`${type}: ${title}`];
}

function inHeader(header: string | readonly string[] | undefined): readonly string[] {
  if (header === undefined) return [];
  const text = String(header);
  const { data } = z.array(violation).safeParse(parsed(text));
  return data?.map(describe) ?? [text];
}

function describe({ location = [], message }: z.output<typeof violation>): string {
  return `${location.join('.')}: ${message}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
