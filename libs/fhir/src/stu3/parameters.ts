import { z } from 'zod';

/** A Parameters resource as far as the gateway judges it: named parameters, their values left to the provider. */
export const parametersSchema = z.looseObject({
  resourceType: z.literal('Parameters', { error: 'expected "Parameters"' }),
  parameter: z.array(z.looseObject({ name: z.string() })).min(1, { error: 'expected at least one parameter' }),
});

/** An identifier that has both of its halves. */
export const identifierSchema = z.looseObject({ system: z.string(), value: z.string() });

export type Parameters = z.infer<typeof parametersSchema>;
