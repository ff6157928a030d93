/** How many calls there were of late, and how many of them failed. */
export interface FailureWindow {
  readonly add: (failed: boolean) => void;
  readonly calls: () => number;
  readonly failures: () => number;
  readonly clear: () => void;
}

/** The window moves on a tenth of its length at a time: what it counts is between nine and ten tenths of it old at most. */
const SLOTS = 10;

/** Counts the calls of the last `windowMs`, however many there are, in memory that does not grow. */
export function createFailureWindow({ windowMs, now }: { windowMs: number; now: () => number }): FailureWindow {
  const calls = new Uint32Array(SLOTS);
  const failures = new Uint32Array(SLOTS);
  const slotNow = () => Math.floor((now() * SLOTS) / windowMs);
  let latest = slotNow();

  const moveOn = () => {
    const current = slotNow();
    for (let slot = Math.max(latest + 1, current - SLOTS + 1); slot <= current; slot += 1) {
      calls[slot % SLOTS] = 0;
      failures[slot % SLOTS] = 0;
    }
    latest = current;
  };
  const count = (slots: Uint32Array) => {
    moveOn();
    return slots.reduce((sum, counted) => sum + counted, 0);
  };

  return {
    add: (failed) => {
      moveOn();
      const slot = latest % SLOTS;
      calls[slot] = (calls[slot] ?? 0) + 1;
      if (failed) failures[slot] = (failures[slot] ?? 0) + 1;
    },
    calls: () => count(calls),
    failures: () => count(failures),
    clear: () => {
      calls.fill(0);
      failures.fill(0);
    },
  };
}
