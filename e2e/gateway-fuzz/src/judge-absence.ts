import type { RuleResult } from './rules.ts';

export interface Absence {
  /** Whether the suite passes without Schemathesis. */
  readonly passed: boolean;
  readonly results: readonly RuleResult[];
  /** For people: what is missing, and how to get it. */
  readonly message: string;
}

/** What it means that no Schemathesis can be had: a failure on CI, elsewhere a skipped test with the reasons. */
export function judgeAbsence(reasons: readonly string[], { onCi }: { readonly onCi: boolean }): Absence {
  const reason = `no Schemathesis: ${reasons.join('; ')}`;
  return {
    passed: !onCi,
    results: [{ name: 'fuzzing', ...(onCi ? { failure: reason } : { skipped: reason }) }],
    message: `The fuzz suite ${onCi ? 'fails' : 'is skipped'}: ${reason}\n${HOW_TO_GET_IT}`,
  };
}

const HOW_TO_GET_IT = `It needs one of these (tools/schemathesis/README.md):
- Python 3.10 or newer with venv (Debian: apt-get install python3-venv) and access to a Python package index
- Docker
- a supported release of Schemathesis on the path`;
