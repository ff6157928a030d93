import { createByteWatch } from './byte-watch.ts';

/** What a record says of itself that its reader must know. */
export interface RecordWarnings {
  readonly see: (plain: Uint8Array) => void;
  /** How often each was said, once the record has passed. */
  readonly counts: () => Readonly<Record<string, number>>;
}

/**
 * The end of the URL of GP Connect's extension that says why a list is not complete. Needles begin with a character that
 * is rare in records: `indexOf` looks for that one first.
 */
const LIST_WARNING = 'ListWarningCode-1"';
/** The severity of an issue in the provider's OperationOutcome within a record, for what it has left out. */
const ISSUE_WARNING = 'warning"';

const LIST_CODES: readonly string[] = ['confidential-items', 'data-in-transit', 'data-awaiting-filing'];

/** The code stands behind the URL of its extension, or before it. Indented JSON has room for blanks between the two. */
const CODE_BEHIND = /^\s*,\s*"valueCode"\s*:\s*"([a-z-]{1,40})"/;
const CODE_BEFORE = /"valueCode"\s*:\s*"([a-z-]{1,40})"\s*,\s*"url"\s*:\s*"[^"]*$/;
const SEVERITY_BEFORE = /"severity"\s*:\s*"$/;
const AROUND_URL = 200;
const AROUND_SEVERITY = 40;

/**
 * Counts the warnings of a record as its bytes pass, without holding or parsing it. Codes that are not GP Connect's count
 * as `other`: a metric's labels must stay few. Source: GP Connect 1.6.2, List warning codes.
 */
export function createRecordWarnings(): RecordWarnings {
  const counts: Record<string, number> = {};
  const count = (code: string) => {
    counts[code] = (counts[code] ?? 0) + 1;
  };
  const watches = [
    createByteWatch({
      needle: LIST_WARNING,
      around: AROUND_URL,
      onFound: (before, after) => {
        const code = (CODE_BEHIND.exec(after) ?? CODE_BEFORE.exec(before))?.[1] ?? '';
        count(LIST_CODES.includes(code) ? code : 'other');
      },
    }),
    createByteWatch({
      needle: ISSUE_WARNING,
      around: AROUND_SEVERITY,
      onFound: (before) => {
        if (SEVERITY_BEFORE.test(before)) count('provider-warning');
      },
    }),
  ];
  return {
    see: (plain) => {
      for (const watch of watches) watch.see(plain);
    },
    counts: () => {
      for (const watch of watches) watch.end();
      return counts;
    },
  };
}
