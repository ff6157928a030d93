import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

/** An answer as a description gives it in an example. */
export interface DescribedAnswer {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly contentType: string;
  /** Those that must be there, Content-Type included. */
  readonly requiredHeaders: Readonly<Record<string, string>>;
  readonly example: string;
  readonly body: Readonly<Record<string, unknown>>;
}

const headerSchema = z.object({
  required: z.boolean().default(false),
  schema: z.object({ enum: z.array(z.string()).optional() }),
  example: z.string().optional(),
});
const exampleSchema = z.object({ value: z.record(z.string(), z.unknown()) });
const contentSchema = z.object({ examples: z.record(z.string(), z.unknown()) });
const responseSchema = z.object({
  headers: z.record(z.string(), z.unknown()).default({}),
  content: z.record(z.string(), contentSchema).default({}),
});
const operationSchema = z.object({ responses: z.record(z.string(), z.unknown()) });
const descriptionSchema = z.object({ paths: z.record(z.string(), z.record(z.string(), operationSchema)) });
const referenceSchema = z.object({ $ref: z.string().startsWith('#/') });

/** Every answer that a description has an example of. A status without one (nothing is known of its body) is left out. */
export function describedAnswers(file: string): readonly DescribedAnswer[] {
  const document: unknown = parse(readFileSync(file, 'utf8'));
  const resolved = (node: unknown) => resolve(document, node);
  return Object.entries(descriptionSchema.parse(document).paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { responses }]) =>
      Object.entries(responses).flatMap(([status, response]) =>
        answersOf(responseSchema.parse(resolved(response)), resolved).map((answer) => ({
          ...{ method: method.toUpperCase(), path, status: Number(status) },
          ...answer,
        })),
      ),
    ),
  );
}

type Resolved = (node: unknown) => unknown;
type AnswerAlone = Omit<DescribedAnswer, 'method' | 'path' | 'status'>;

function answersOf({ headers, content }: z.output<typeof responseSchema>, resolved: Resolved): AnswerAlone[] {
  return Object.entries(content).flatMap(([mediaType, { examples }]) => {
    const requiredHeaders = requiredOf(headers, { mediaType, resolved });
    return Object.entries(examples).map(([example, node]) => ({
      ...{ example, requiredHeaders, contentType: requiredHeaders['Content-Type'] ?? mediaType },
      body: exampleSchema.parse(resolved(node)).value,
    }));
  });
}

function requiredOf(
  headers: Readonly<Record<string, unknown>>,
  { mediaType, resolved }: { readonly mediaType: string; readonly resolved: Resolved },
): Record<string, string> {
  const required = Object.entries(headers).flatMap(([name, node]) => {
    const header = headerSchema.parse(resolved(node));
    if (!header.required || header.example === undefined) return [];
    // One of several media types: that of the example's content.
    return [[name, header.schema.enum?.includes(mediaType) === true ? mediaType : header.example] as const];
  });
  return Object.fromEntries(required);
}

function resolve(document: unknown, node: unknown): unknown {
  const { data } = referenceSchema.safeParse(node);
  if (data === undefined) return node;
  const found = data.$ref
    .slice(2)
    .split('/')
    .reduce<unknown>((parent, key) => z.record(z.string(), z.unknown()).parse(parent)[key], document);
  return resolve(document, found);
}
