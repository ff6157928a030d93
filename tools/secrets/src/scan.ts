import { isAllowed, type Allowance } from './allowed.ts';
import { findSecrets, type Finding, type Source } from './find-secrets.ts';

export interface Scan {
  readonly scanned: number;
  /** Each secret once for each path and rule, however many versions of the file hold it. */
  readonly findings: readonly Finding[];
}

/** Scans every source. Explained findings are left out. */
export async function scan(sources: Iterable<Source>, allowances: readonly Allowance[]): Promise<Scan> {
  const findings = new Map<string, Finding>();
  let scanned = 0;
  for (const source of sources) {
    scanned += 1;
    for (const finding of await findSecrets(source)) {
      if (isAllowed(finding, allowances)) continue;
      findings.set([finding.path, finding.rule, finding.fingerprint].join(' '), finding);
    }
  }
  return { scanned, findings: [...findings.values()] };
}
