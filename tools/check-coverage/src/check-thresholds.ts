import type { CoverageMap } from 'istanbul-lib-coverage';

/** Percentages that all files in scope must reach together. */
export const THRESHOLDS = { lines: 95, branches: 90 } as const;

/** What falls short, a line each. */
export function checkThresholds(coverage: CoverageMap): readonly string[] {
  const summary = coverage.getCoverageSummary();
  return (['lines', 'branches'] as const).flatMap((kind) => {
    const { pct, covered, total } = summary[kind];
    const enough = total > 0 && pct >= THRESHOLDS[kind];
    return enough ? [] : [`${pct} % of ${kind} (${covered} of ${total}), and ${THRESHOLDS[kind]} % are wanted`];
  });
}
