import { ERROR_ROWS, type ErrorKind, type ErrorRow } from './error-rows.ts';

/** What keeps an answer from the consumer, or a call from an address: labels of the metrics. */
export const GUARDS = [
  'content-coding',
  'endpoint',
  'incomplete',
  'media-type',
  'no-patient',
  'not-json',
  'other-patient',
] as const;

export type Guard = (typeof GUARDS)[number];

export interface CallErrorOptions {
  /** Extra response headers, such as `Allow` or `Retry-After`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
  readonly guard?: Guard;
}

/**
 * A call that ends with an error the caller is told about. The kind decides status, issue type and Spine code;
 * `diagnostics` is the caller's to read: never a stack, an upstream body, a URL, a token or an NHS number.
 */
export class CallError extends Error {
  readonly kind: ErrorKind;
  readonly diagnostics: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The guard that did not hold, where it was one. */
  readonly guard: Guard | undefined;

  constructor(kind: ErrorKind, diagnostics: string, { headers = {}, cause, guard }: CallErrorOptions = {}) {
    super(diagnostics, { cause });
    this.name = 'CallError';
    this.kind = kind;
    this.diagnostics = diagnostics;
    this.headers = headers;
    this.guard = guard;
  }

  get row(): ErrorRow {
    return ERROR_ROWS[this.kind];
  }
}
