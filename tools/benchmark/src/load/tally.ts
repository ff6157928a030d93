import { createHistogram } from 'node:perf_hooks';
import type { Exchanged } from './exchange.ts';
import type { LoopResult } from './jobs.ts';

export interface Tally {
  /** From here on, everything counts but what goes wrong, which always does. */
  readonly start: () => void;
  readonly stop: () => void;
  readonly requests: () => number;
  readonly onBytes: (count: number) => 0;
  readonly answered: (answer: Exchanged, askedAt: bigint) => void;
  readonly failed: (error: unknown) => void;
  readonly result: (cpuMs: number | undefined) => LoopResult;
}

const LONGEST_US = 120_000_000;

/**
 * Counts answers and their latencies between `start` and `stop`. The rate is that of the records' bytes, so that large
 * records which were under way at either end count in part.
 *
 * @param expectedBytes length that every answer must have; that of the first one when undefined
 */
export function createTally(expectedBytes: number | undefined): Tally {
  const histogram = createHistogram({ lowest: 1, highest: LONGEST_US, figures: 3 });
  let length = expectedBytes;
  let counting = false;
  let [startedAt, ms, requests, bytes, errors, refused] = [0, 0, 0, 0, 0, 0];
  let firstError: string | undefined;

  const wrong = (what: string) => {
    errors += 1;
    firstError ??= what;
  };

  return {
    start: () => {
      counting = true;
      startedAt = performance.now();
    },
    stop: () => {
      counting = false;
      ms = performance.now() - startedAt;
    },
    requests: () => requests,
    onBytes: (count) => {
      if (counting) bytes += count;
      return 0;
    },
    answered: ({ status, bytes: received }, askedAt) => {
      length ??= received;
      if (status !== 200) wrong(`status ${status}`);
      else if (received !== length) wrong(`${received} bytes instead of ${length}`);
      if (!counting) return;
      requests += 1;
      histogram.record(Math.max(1, Number((process.hrtime.bigint() - askedAt) / 1000n)));
    },
    failed: (error) => {
      if (isRefusal(error)) refused += 1;
      else wrong(error instanceof Error ? error.message : String(error));
    },
    result: (cpuMs) => {
      const answered = bytes / (length ?? 1);
      const at = (percentile: number) => histogram.percentile(percentile) / 1000;
      return {
        requests,
        perSecond: (answered * 1000) / ms,
        ...{ p50: at(50), p90: at(90), p99: at(99), p999: at(99.9) },
        ...(cpuMs !== undefined && { cpuMsPerRequest: cpuMs / answered, cores: cpuMs / ms }),
        ...(firstError !== undefined && { firstError }),
        errors,
        refused,
      };
    },
  };
}

function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';
}
