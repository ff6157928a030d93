import type { Outcome } from './cell.ts';
import type { CellResult } from './run-cell.ts';

/** Whether a cell shows what it must. */
export function isAsExpected({ cell, seen, problems }: CellResult): boolean {
  return problems.length === 0 && describeOutcome(seen) === describeOutcome(cell.expected);
}

/** An outcome in one line. */
export function describeOutcome({ answer, issue, spineCode, diagnostics, retryAfter }: Outcome): string {
  const wait = retryAfter === '' ? '' : `Retry-After ${retryAfter}`;
  return [answer, issue, spineCode, diagnostics === '' ? '' : `"${diagnostics}"`, wait]
    .filter((part) => part)
    .join(' ');
}

/** A cell in one line: verdict, expectation and result side by side. */
export function describeResult(result: CellResult): string {
  const { cell, seen, ms, problems } = result;
  const verdict = isAsExpected(result) ? 'ok  ' : 'FAIL';
  const where = `${cell.upstream.padEnd(12)} ${cell.fault.padEnd(26)}`;
  const sides = `${describeOutcome(cell.expected).padEnd(96)} | ${describeOutcome(seen)}`;
  return `${verdict} ${where} ${String(Math.round(ms)).padStart(5)} ms | ${sides}${problems.map((text) => `; ${text}`).join('')}`;
}
