/** A way in which a stub misbehaves: as testers set it over HTTP, or as it stands in a record (gateway contract, stub dials). */
export type StubFault =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
      readonly timesPerRequestId?: number;
    }
  | { readonly kind: 'delay'; readonly ms: number }
  | {
      readonly kind:
        'hang' | 'reset' | 'malformed-json' | 'wrong-content-type' | 'empty' | 'html' | 'redirect' | 'wrong-patient';
    }
  | { readonly kind: 'refuse'; readonly ms: number }
  | { readonly kind: 'drip'; readonly bytesPerSecond: number }
  | { readonly kind: 'truncate'; readonly afterBytes: number }
  | { readonly kind: 'huge'; readonly bytes: number };
