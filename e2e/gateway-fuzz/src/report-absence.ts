import type { Api } from './apis/api.ts';
import { junitFileOf } from './fuzz-api.ts';
import { writeJunit } from './write-junit.ts';

/**
 * Reports that no Schemathesis can be had: a failure on CI, elsewhere a skipped test with the reasons. Answers
 * whether that will do.
 */
export async function reportAbsence(reasons: readonly string[], apis: readonly Api[], onCi: boolean): Promise<boolean> {
  const reason = `no Schemathesis: ${reasons.join('; ')}`;
  const result = onCi ? { failure: reason } : { skipped: reason };
  for (const name of [...apis.map((api) => api.name), 'rules'] as const) {
    await writeJunit(junitFileOf(name), [{ name: `fuzzing, ${name}`, ...result }]);
  }
  process.stdout.write(`The fuzz suite ${onCi ? 'fails' : 'is skipped'}: ${reason}\n${HOW_TO_GET_IT}\n`);
  return !onCi;
}

const HOW_TO_GET_IT = `It needs one of these (tools/schemathesis/README.md):
- Python 3.10 or newer with venv (Debian: apt-get install python3-venv) and access to a Python package index
- Docker
- the pinned release of Schemathesis on the path`;
