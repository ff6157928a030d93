import { slope } from './slope.ts';

export interface SoakSample {
  readonly minute: number;
  readonly memoryMb: number;
  readonly sockets: number;
}

const MOST_MB_A_MINUTE = 0.5;
/** By then caches are filled and code is compiled; of a short run, the first third does not count. */
const SETTLED_AT_MINUTE = 5;

/** Judges the time after the gateway has settled: memory, sockets and faults. */
export function judgeSoak(samples: readonly SoakSample[], faults: number): { text: string; kept: boolean } {
  const last = samples.at(-1);
  const settledAt = Math.min(SETTLED_AT_MINUTE, (last?.minute ?? 0) / 3);
  const settled = samples.filter(({ minute }) => minute >= settledAt);
  const growth = slope(settled.map(({ minute, memoryMb }) => ({ x: minute, y: memoryMb })));
  const [before, after] = [settled[0]?.sockets ?? 0, last?.sockets ?? 0];
  const verdicts = [
    { kept: growth < MOST_MB_A_MINUTE, text: `memory grew by ${growth.toFixed(2)} MB a minute (less than 0.5)` },
    { kept: after <= before, text: `${after} sockets open at the end, ${before} when settled (no more)` },
    { kept: faults === 0, text: `${faults} faults (none)` },
  ];
  const text = verdicts.map((verdict) => `${verdict.kept ? 'kept   ' : 'MISSED '} ${verdict.text}`).join('\n');
  return { text: `From minute ${settledAt.toFixed(1)} on:\n${text}`, kept: verdicts.every(({ kept }) => kept) };
}
