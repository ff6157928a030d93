import { errorOf, type Answer } from '@cdg/gateway-under-test';
import { z } from 'zod';
import type { Outcome } from './cell.ts';

/** Whom the record must be about, and what its id must be. */
export interface Asked {
  readonly nhsNumber: string;
  readonly traceId: string;
}

const SYSTEM = 'https://fhir.nhs.uk/Id/nhs-number';
const patientSchema = z.looseObject({
  resourceType: z.literal('Patient'),
  identifier: z.array(z.looseObject({ system: z.string(), value: z.string() })),
});
const recordSchema = z.looseObject({
  resourceType: z.literal('Bundle'),
  id: z.string(),
  entry: z.array(z.looseObject({ resource: z.looseObject({ resourceType: z.string() }) })),
});

/** What the caller got, in the words of the table. */
export function outcomeOf(answer: Answer, asked: Asked): Outcome {
  const { status, headers, cut } = answer;
  const none = { issue: '', spineCode: '', diagnostics: '', retryAfter: headers['retry-after'] ?? '' };
  if (status === 200) return { ...none, answer: recordAnswer(answer, asked) };
  if (cut) return { ...none, answer: `${status}, cut` };
  try {
    const { issue, spineCode, diagnostics } = errorOf(answer);
    return { ...none, answer: String(status), issue, spineCode, diagnostics };
  } catch {
    return { ...none, answer: `${status} and no OperationOutcome` };
  }
}

/** A whole record is that of the patient asked for, under the id that was asked for; the beginning of one is not JSON. */
function recordAnswer({ body, cut }: Answer, { nhsNumber, traceId }: Asked): string {
  const text = body.toString('utf8');
  const record = recordIn(text);
  if (cut) return record === undefined && text.startsWith('{') ? '200, cut' : '200, cut, yet whole';
  if (record?.id !== traceId) return '200 and not the record';
  return record.nhsNumbers.join() === nhsNumber ? '200' : "200 and another's record";
}

function recordIn(text: string): { id: string; nhsNumbers: readonly string[] } | undefined {
  try {
    const { id, entry } = recordSchema.parse(JSON.parse(text));
    const patient = patientSchema.parse(entry.find(({ resource }) => resource.resourceType === 'Patient')?.resource);
    return { id, nhsNumbers: patient.identifier.filter(({ system }) => system === SYSTEM).map(({ value }) => value) };
  } catch {
    return undefined;
  }
}

/** The outcome as the table would have it: where the gateway may choose the seconds, `own` stands for any. */
export function inTermsOf({ retryAfter: expected }: Outcome, seen: Outcome): Outcome {
  return expected === 'own' && /^\d+$/.test(seen.retryAfter) ? { ...seen, retryAfter: 'own' } : seen;
}
