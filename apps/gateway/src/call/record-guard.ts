import { SYSTEMS } from '@cdg/fhir';
import { z } from 'zod';
import { CallError, type Guard } from '../errors/call-error.ts';
import { createEntryScanner, type FoundResource } from './entry-scanner.ts';

/** Bytes looked at in one go: what lies beyond the Patient is not even copied. */
const SLICE_BYTES = 4_096;
const BLANKS = new Set([0x20, 0x09, 0x0a, 0x0d]);
const OPENING_BRACE = 0x7b;

export interface RecordGuard {
  /**
   * Looks at the next decoded bytes; true once the record is known to be the requested patient's.
   *
   * @throws CallError 502 when it is another's, is no JSON object, or names no patient within the limit
   */
  readonly inspect: (bytes: Uint8Array) => boolean;
  /** `Bundle.id`, as far as it has been seen. */
  readonly bundleId: () => string | undefined;
}

const patientSchema = z.looseObject({
  resourceType: z.literal('Patient'),
  identifier: z.array(z.looseObject({ system: z.string().optional(), value: z.string().optional() })).default([]),
});

/** The guard's one refusal: whatever is wrong, the caller learns no more. */
export function mismatch(guard: Guard, cause?: unknown): CallError {
  return new CallError('notTrusted', 'Provider response did not match the request', { cause, guard });
}

/**
 * Watches the beginning of a record for its Patient (`Bundle.entry[].resource`), wherever the chunks break and however
 * the text is escaped. Digits elsewhere (in a note, a longer number, an id, another person's resource) do not count.
 */
export function createRecordGuard({ nhsNumber, limitBytes }: { nhsNumber: string; limitBytes: number }): RecordGuard {
  let seen = 0;
  let begun = false;
  let isOver = false;
  let isFirst = true;
  let matches: boolean | undefined;
  let bundleId: string | undefined;

  /** Judges by the Bundle as far as its Patient, as whoever reads the record does. */
  const judge = ({ text, documentSoFar }: FoundResource): boolean => {
    // The Patient comes first as a rule. Where it does not, only a Patient is worth all that came before it.
    if (!isFirst && !isPatient(parsed(text()))) return false;
    isFirst = false;
    const document = parsed(documentSoFar());
    const patient = lastResourceOf(document);
    if (!isPatient(patient)) return false;
    matches = isOf(patient, nhsNumber);
    // A short record may be here to its end, with an id that follows its entries.
    bundleId = idOf(document) ?? idOf(parsedIfWhole(scanner.text()));
    return true;
  };
  const notJson = () => {
    throw mismatch('not-json');
  };
  const scanner = createEntryScanner({ onResource: judge, onNotJson: notJson });

  const checkBeginning = (bytes: Uint8Array) => {
    const first = bytes.find((byte) => !BLANKS.has(byte));
    if (first === undefined) return;
    begun = true;
    if (first !== OPENING_BRACE) throw mismatch('not-json');
  };

  const scanUntilFound = (bytes: Uint8Array) => {
    for (let start = 0; start < bytes.length && !isOver; start += SLICE_BYTES) {
      isOver = scanner.scan(bytes.subarray(start, start + SLICE_BYTES));
      if (isOver && matches === undefined) parsed(scanner.text());
    }
  };

  return {
    inspect: (bytes) => {
      const within = bytes.subarray(0, Math.max(0, limitBytes - seen));
      seen += bytes.length;
      if (!begun) checkBeginning(within);
      scanUntilFound(within);
      if (matches === false) throw mismatch('other-patient');
      if (matches === undefined && seen >= limitBytes) throw mismatch('no-patient');
      return matches === true;
    },
    bundleId: () => bundleId,
  };
}

/** @throws CallError 502 when the text is no JSON */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw mismatch('not-json');
  }
}

function parsedIfWhole(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function idOf(bundle: unknown): string | undefined {
  if (typeof bundle !== 'object' || bundle === null || !('id' in bundle)) return undefined;
  return typeof bundle.id === 'string' ? bundle.id : undefined;
}

/** The resource of the last entry of a Bundle. */
function lastResourceOf(bundle: unknown): unknown {
  if (typeof bundle !== 'object' || bundle === null || !('entry' in bundle)) return undefined;
  const entry: unknown = Array.isArray(bundle.entry) ? bundle.entry.at(-1) : undefined;
  return typeof entry === 'object' && entry !== null && 'resource' in entry ? entry.resource : undefined;
}

/** Whether a resource is the Patient with this NHS number and no other. */
function isOf(resource: unknown, nhsNumber: string): boolean {
  const patient = patientSchema.safeParse(resource);
  if (!patient.success) return false;
  const numbers = patient.data.identifier
    .filter(({ system }) => system === SYSTEMS.nhsNumber)
    .map(({ value }) => value);
  return numbers.length > 0 && numbers.every((number) => number === nhsNumber);
}

/** Without a schema: one that does not fit costs a hundred times as much, and thousands of resources may come first. */
function isPatient(resource: unknown): boolean {
  return (
    typeof resource === 'object' &&
    resource !== null &&
    'resourceType' in resource &&
    resource.resourceType === 'Patient'
  );
}
