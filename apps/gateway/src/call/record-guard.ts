import { SYSTEMS } from '@cdg/fhir';
import { JSONParser, TokenType } from '@streamparser/json';
import { z } from 'zod';
import { CallError } from '../errors/call-error.ts';

/** Bytes given to the parser at a time: whatever is parsed beyond the Patient is time lost. */
const SLICE_BYTES = 512;
/** Records nest a dozen levels deep; each level more costs the parser time at every value under it. */
const MAX_DEPTH = 100;
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
export function mismatch(cause?: unknown): CallError {
  return new CallError('notTrusted', 'Provider response did not match the request', { cause });
}

/**
 * Watches the beginning of a record for its Patient (`Bundle.entry[].resource`), wherever the chunks break and however
 * the text is escaped. Digits elsewhere (in a note, a longer number, an id, another person's resource) do not count.
 */
export function createRecordGuard({ nhsNumber, limitBytes }: { nhsNumber: string; limitBytes: number }): RecordGuard {
  const parser = new JSONParser({ paths: ['$.id', '$.entry.*.resource'], keepStack: false });
  let seen = 0;
  let begun = false;
  let matches: boolean | undefined;
  let bundleId: string | undefined;

  parser.onValue = ({ value, key }) => {
    if (key === 'id' && typeof value === 'string') bundleId ??= value;
    if (key === 'resource') matches ??= isOf(value, nhsNumber);
  };
  parser.onError = () => {
    throw mismatch();
  };
  parser.onToken = limitDepth();

  const checkBeginning = (bytes: Uint8Array) => {
    const first = bytes.find((byte) => !BLANKS.has(byte));
    if (first === undefined) return;
    begun = true;
    if (first !== OPENING_BRACE) throw mismatch();
  };

  const parseUntilFound = (bytes: Uint8Array) => {
    for (let start = 0; start < bytes.length && matches === undefined; start += SLICE_BYTES) {
      if (parser.isEnded) return;
      parser.write(bytes.subarray(start, start + SLICE_BYTES));
    }
  };

  return {
    inspect: (bytes) => {
      const within = bytes.subarray(0, Math.max(0, limitBytes - seen));
      seen += bytes.length;
      if (!begun) checkBeginning(within);
      parseUntilFound(within);
      if (matches === false || (matches === undefined && seen >= limitBytes)) throw mismatch();
      return matches === true;
    },
    bundleId: () => bundleId,
  };
}

/** Follows the tokens of one document, and throws at the one that nests too deep. */
function limitDepth(): (token: { token: TokenType }) => void {
  let depth = 0;
  return ({ token }) => {
    if (token === TokenType.LEFT_BRACE || token === TokenType.LEFT_BRACKET) depth += 1;
    if (token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET) depth -= 1;
    if (depth > MAX_DEPTH) throw mismatch();
  };
}

/** Whether a resource is the Patient with this NHS number and no other; undefined when it is no Patient at all. */
function isOf(resource: unknown, nhsNumber: string): boolean | undefined {
  if (!isPatient(resource)) return undefined;
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
