import { z } from 'zod';

/** Faulty parameters looked at in one resource: a small one can have tens of thousands, and each costs time. */
const MOST_FAULTY = 20;

const parameterSchema = z.looseObject({ name: z.string() });

/**
 * A Parameters resource as far as the gateway judges it: named parameters, their values left to the provider. Only its
 * first faults are told.
 */
export const parametersSchema = z.looseObject({
  resourceType: z.literal('Parameters', { error: 'expected "Parameters"' }),
  parameter: z.array(z.unknown()).min(1, { error: 'expected at least one parameter' }).transform(readParameters),
});

function readParameters(items: readonly unknown[], context: z.RefinementCtx): z.infer<typeof parameterSchema>[] {
  const parameters: z.infer<typeof parameterSchema>[] = [];
  let faulty = 0;
  for (const [index, item] of items.entries()) {
    const parameter = parameterSchema.safeParse(item);
    if (parameter.success) {
      parameters.push(parameter.data);
      continue;
    }
    for (const { path, message } of parameter.error.issues) {
      context.addIssue({ code: 'custom', path: [index, ...path], message });
    }
    faulty += 1;
    if (faulty === MOST_FAULTY) break;
  }
  return faulty === 0 ? parameters : z.NEVER;
}

/** An identifier that has both of its halves. */
export const identifierSchema = z.looseObject({ system: z.string(), value: z.string() });

export type Parameters = z.infer<typeof parametersSchema>;
