/** A way in which a stub misbehaves: as testers set it over HTTP, or as it stands in a record (gateway contract, stub dials). */
export type StubFault =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>> | undefined;
      /** Text is sent as it stands, anything else as JSON. */
      readonly body?: unknown;
      /** Fires this often for each X-Request-ID, then lets the request through: a service that recovers. */
      readonly timesPerRequestId?: number | undefined;
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
