import { z } from 'zod';
import type { Answer } from './ask.ts';

const outcomeSchema = z.object({
  resourceType: z.literal('OperationOutcome'),
  meta: z.object({ profile: z.array(z.string()) }),
  issue: z.tuple([
    z.object({
      severity: z.literal('error'),
      code: z.string(),
      details: z.object({ coding: z.tuple([z.object({ system: z.string(), code: z.string(), display: z.string() })]) }),
      diagnostics: z.string(),
    }),
  ]),
});

/** What tells one error answer from another. @throws when the answer is no GP Connect OperationOutcome */
export function errorOf({ status, headers, body }: Answer) {
  const { issue, meta } = outcomeSchema.parse(JSON.parse(body.toString('utf8')));
  const [{ code, details, diagnostics }] = issue;
  const [{ system, code: spineCode }] = details.coding;
  const contentType = headers['content-type'];
  return { status, contentType, profile: meta.profile[0], system, issue: code, spineCode, diagnostics };
}
