import { z } from 'zod';

/** Longest text that goes into a claim. */
const MAX_TEXT = 255;

/** Says that a member is missing, or what it must be; never what it is. */
const unless = (expected: string) => ({
  error: ({ input }: { input?: unknown }) => (input === undefined ? 'is missing' : `must be ${expected}`),
});

/** Text for people and audits: one line, not blank. */
export const text = z
  .string(unless('text'))
  .trim()
  .refine((value) => value !== '' && value.length <= MAX_TEXT && value.isWellFormed() && !/\p{Cc}/u.test(value), {
    error: `must be one line of text, 1 to ${MAX_TEXT} characters`,
  });

/** A list with at least one item. */
export function filledList<Item extends z.ZodType>(item: Item) {
  return z.tuple([item], unless('a filled list')).rest(item);
}

export function optionalList<Item extends z.ZodType>(item: Item) {
  return z.array(item, unless('a list')).default([]);
}

/** An object with these members; whatever else FHIR has for it may be there, too. */
export function members<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.looseObject(shape, unless('an object'));
}

export function resourceType<Type extends string>(type: Type) {
  return z.literal(type, { error: `must be ${type}` });
}

export const identifier = members({ system: text.optional(), value: text.optional() });

export type Identifier = z.infer<typeof identifier>;
