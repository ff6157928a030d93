import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { StubFault } from '@cdg/test-data';
import { z } from 'zod';

const HOUR_MS = 3_600_000;
const GIBIBYTE = 1_073_741_824;
/** These describe the message itself: set by hand they would only garble it (`truncate` and `empty` do it on purpose). */
const FRAMING = ['content-length', 'transfer-encoding', 'connection'];

const milliseconds = z.int().min(0).max(HOUR_MS);
const count = z.int().min(1).max(1_000_000);

const headers = z
  .record(z.string(), z.union([z.string(), z.number().transform(String)], { error: 'expected text or a number' }))
  .superRefine((given, context) => {
    for (const [name, value] of Object.entries(given)) {
      if (!isUsableHeader(name, value)) {
        context.addIssue({ code: 'custom', path: [name], message: 'cannot be sent as a header' });
      }
    }
  });

/** A fault as testers write it: strict, so that a misspelt member is an error and not a fault that does something else. */
export const STUB_FAULT: z.ZodType<StubFault> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('status'),
    status: z.int().min(200).max(599),
    headers: headers.optional(),
    body: z.json().optional(),
    timesPerRequestId: count.optional(),
  }),
  z.strictObject({ kind: z.literal('delay'), ms: milliseconds }),
  z.strictObject({ kind: z.literal('refuse'), ms: milliseconds }),
  z.strictObject({ kind: z.literal('drip'), bytesPerSecond: z.int().min(1) }),
  z.strictObject({ kind: z.literal('truncate'), afterBytes: z.int().min(0) }),
  z.strictObject({ kind: z.literal('huge'), bytes: z.int().min(0).max(GIBIBYTE) }),
  z.strictObject({
    kind: z.enum([
      'hang',
      'reset',
      'malformed-json',
      'wrong-content-type',
      'empty',
      'html',
      'redirect',
      'wrong-patient',
    ]),
  }),
]);

/** What `POST /_stub/faults` takes. */
export const FAULT_ORDER = z
  .strictObject({
    match: z
      .strictObject({
        path: z.string().startsWith('/').optional(),
        nhsNumber: z
          .string()
          .regex(/^\d{10}$/, 'expected 10 digits')
          .optional(),
        odsCode: z.string().min(1).optional(),
      })
      .optional(),
    fault: STUB_FAULT,
    times: count.optional(),
  })
  .superRefine((order, context) => {
    if (order.fault.kind !== 'refuse') return;
    for (const member of ['match', 'times'] as const) {
      if (order[member] === undefined) continue;
      context.addIssue({
        code: 'custom',
        path: [member],
        message: 'not possible with refuse, which closes the listener',
      });
    }
  });

export type FaultOrder = z.output<typeof FAULT_ORDER>;

function isUsableHeader(name: string, value: string): boolean {
  if (FRAMING.includes(name.toLowerCase())) return false;
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}
