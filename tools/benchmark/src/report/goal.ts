/** Something that the gateway has to keep, and what was measured. */
export interface Goal {
  /** What is compared, as the beginning of a sentence. */
  readonly what: string;
  readonly limit: string;
  readonly measured: string;
  readonly met: boolean;
}

interface Bound {
  readonly what: string;
  readonly value: number;
  /** Writes a value with its unit. */
  readonly shown: (value: number) => string;
}

/** A goal that holds while the value is at most so much. A figure that is missing misses it. */
export function atMost(most: number, { what, value, shown }: Bound): Goal {
  return { what, limit: `at most ${shown(most)}`, measured: shown(value), met: value <= most };
}

/** A goal that holds while the value is at least so much. */
export function atLeast(least: number, { what, value, shown }: Bound): Goal {
  return { what, limit: `at least ${shown(least)}`, measured: shown(value), met: value >= least };
}

export const times = (value: number): string => `${value.toFixed(2)} times`;
export const percent = (value: number): string => `${(value * 100).toFixed(0)} %`;
export const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 1)} ms`;
export const mb = (value: number): string => `${value.toFixed(0)} MB`;
export const count = (value: number): string => value.toFixed(0);
