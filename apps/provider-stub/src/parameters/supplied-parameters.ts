import { z } from 'zod';
import { RequestRefused } from '../outcomes.ts';

/** One parameter or part as the request states it, its `value[x]` still unread. */
export interface SuppliedPart {
  readonly name: string;
  /** The name of the value element, such as `valueBoolean`; undefined when there is none. */
  readonly valueElement: string | undefined;
  readonly value: unknown;
}

export interface SuppliedParameter extends SuppliedPart {
  readonly parts: readonly SuppliedPart[];
}

const partSchema = z.looseObject({ name: z.string().min(1) });
const parametersSchema = z.looseObject({
  resourceType: z.literal('Parameters'),
  parameter: z.array(partSchema.extend({ part: z.array(partSchema).optional() })).optional(),
});

/** Reads the shape of a Parameters resource. @throws RequestRefused 422 INVALID_RESOURCE when it is none, or says something twice */
export function readParameters(body: unknown): readonly SuppliedParameter[] {
  const result = parametersSchema.safeParse(body);
  if (!result.success) {
    const place = result.error.issues[0]?.path.join('.') ?? '';
    throw new RequestRefused(
      'INVALID_RESOURCE',
      `The request body is not a valid Parameters resource: ${place || 'not an object'}`,
    );
  }
  return (result.data.parameter ?? []).map((parameter) => ({
    ...readPart(parameter, parameter.name),
    parts: (parameter.part ?? []).map((part) => readPart(part, `${parameter.name}.${part.name}`)),
  }));
}

function readPart(part: z.output<typeof partSchema>, path: string): SuppliedPart {
  const [valueElement, ...others] = Object.keys(part).filter((key) => /^value[A-Z]/.test(key));
  if (others.length > 0) throw new RequestRefused('INVALID_RESOURCE', `${path} has more than one value`);
  return { name: part.name, valueElement, value: valueElement === undefined ? undefined : part[valueElement] };
}
