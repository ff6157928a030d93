import { z } from 'zod';

const MOST_ITEMS = 200;

/** Longer lists are not looked into: checking half a million items takes seconds, and no real outcome has so many. */
const shortList = <Item extends z.ZodType>(item: Item) => z.array(z.unknown()).max(MOST_ITEMS).pipe(z.array(item));

const codingSchema = z.looseObject({ system: z.string().optional(), code: z.string().optional() });

const issueSchema = z.looseObject({
  severity: z.string().optional(),
  code: z.string().optional(),
  diagnostics: z.string().optional(),
  details: z.looseObject({ coding: shortList(codingSchema).optional() }).optional(),
});

/** The parts of an OperationOutcome (STU3 or R4) that tell one error from another. */
export const operationOutcomeSchema = z.looseObject({
  resourceType: z.literal('OperationOutcome'),
  issue: shortList(issueSchema).refine((issues) => issues.length > 0),
});

export type OperationOutcome = z.infer<typeof operationOutcomeSchema>;

/** Reads an OperationOutcome; undefined when the bytes are not one. */
export function readOperationOutcome(bytes: Uint8Array): OperationOutcome | undefined {
  try {
    return operationOutcomeSchema.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

/** The codings of an OperationOutcome's issues, first to last. */
export function codingsOf(outcome: OperationOutcome): { system?: string | undefined; code?: string | undefined }[] {
  return outcome.issue.flatMap((issue) => issue.details?.coding ?? []);
}
