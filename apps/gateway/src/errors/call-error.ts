import { ERROR_ROWS, type ErrorKind, type ErrorRow } from './error-rows.ts';

export interface CallErrorOptions {
  /** Extra response headers, such as `Allow` or `Retry-After`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/**
 * A call that ends with an error the caller is told about. The kind decides status, issue type and Spine code;
 * `diagnostics` is the caller's to read: never a stack, an upstream body, a URL, a token or an NHS number.
 */
export class CallError extends Error {
  readonly kind: ErrorKind;
  readonly diagnostics: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(kind: ErrorKind, diagnostics: string, { headers = {}, cause }: CallErrorOptions = {}) {
    super(diagnostics, { cause });
    this.name = 'CallError';
    this.kind = kind;
    this.diagnostics = diagnostics;
    this.headers = headers;
  }

  get row(): ErrorRow {
    return ERROR_ROWS[this.kind];
  }
}
