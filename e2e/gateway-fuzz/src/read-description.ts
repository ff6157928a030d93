import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';

export interface Operation {
  readonly id: string;
  /** As Schemathesis names it: `GET /health`. */
  readonly label: string;
  /** Whether it answers with FHIR when all is well. */
  readonly fhir: boolean;
  /** Whether there is anything to vary. */
  readonly hasInput: boolean;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head'] as const;
const FHIR_JSON = 'application/fhir+json';

const responseSchema = z.union([
  z.object({ $ref: z.string() }),
  z.object({ content: z.record(z.string(), z.unknown()).default({}) }),
]);
const operationSchema = z.object({
  operationId: z.string(),
  parameters: z.array(z.unknown()).default([]),
  requestBody: z.unknown().optional(),
  responses: z.record(z.string(), z.unknown()),
});
const descriptionSchema = z.object({
  paths: z.record(z.string(), z.partialRecord(z.enum(METHODS), operationSchema)),
  components: z.object({ responses: z.record(z.string(), z.unknown()).default({}) }).default({ responses: {} }),
});

/** The operations of an OpenAPI description. @throws when it is none, or one has no `operationId` */
export async function readDescription(file: string): Promise<readonly Operation[]> {
  const { paths, components } = descriptionSchema.parse(parse(await readFile(file, 'utf8')));
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { operationId, parameters, requestBody, responses }]) => ({
      id: operationId,
      label: `${method.toUpperCase()} ${path}`,
      fhir: Object.entries(responses).some(
        ([status, response]) => status.startsWith('2') && isFhir(contentOf(response, components.responses)),
      ),
      hasInput: parameters.length > 0 || requestBody !== undefined,
    })),
  );
}

function isFhir(content: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(content).some((mediaType) => mediaType.split(';')[0] === FHIR_JSON);
}

function contentOf(node: unknown, shared: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const response = responseSchema.parse(node);
  if ('content' in response) return response.content;
  return contentOf(shared[response.$ref.replace('#/components/responses/', '')], shared);
}
