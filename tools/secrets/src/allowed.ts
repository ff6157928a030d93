import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Finding } from './find-secrets.ts';

const allowance = z.strictObject({
  rule: z.string().min(1),
  /** Where the finding may stand; elsewhere it counts again. */
  path: z.string().min(1),
  fingerprint: z.string().regex(/^[0-9a-f]{16}$/),
  reason: z.string().min(20),
});
export type Allowance = z.infer<typeof allowance>;

/** Reads the explained findings; an entry without a reason is refused. */
export function readAllowances(file: string): readonly Allowance[] {
  return z.array(allowance).parse(JSON.parse(readFileSync(file, 'utf8')));
}

export function isAllowed(finding: Finding, allowances: readonly Allowance[]): boolean {
  return allowances.some(
    ({ rule, path, fingerprint }) =>
      rule === finding.rule && path === finding.path && fingerprint === finding.fingerprint,
  );
}
