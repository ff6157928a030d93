const CLOSING_BRACE = 0x7d;
const BLANKS = new Set([0x20, 0x09, 0x0a, 0x0d]);

export type TailCheck = ReturnType<typeof createTailCheck>;

/** Remembers the last non-blank byte of a body: one that ends early must never look complete. */
export function createTailCheck() {
  let last: number | undefined;
  return {
    see: (bytes: Uint8Array): void => {
      last = bytes.findLast((byte) => !BLANKS.has(byte)) ?? last;
    },
    /** Whether the body so far ends as a JSON object does. */
    isWhole: (): boolean => last === CLOSING_BRACE,
  };
}
