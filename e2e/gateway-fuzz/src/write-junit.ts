import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { RuleResult } from './rules.ts';

/** Writes results as JUnit. */
export async function writeJunit(file: string, results: readonly RuleResult[]): Promise<void> {
  const cases = results.map(({ name, failure, skipped }) =>
    failure !== undefined
      ? `  <testcase name="${escape(name)}"><failure message="${escape(failure)}"/></testcase>`
      : skipped !== undefined
        ? `  <testcase name="${escape(name)}"><skipped message="${escape(skipped)}"/></testcase>`
        : `  <testcase name="${escape(name)}"/>`,
  );
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, ['<testsuite name="gateway-fuzz">', ...cases, '</testsuite>', ''].join('\n'));
}

/** What XML 1.0 cannot hold at all is left out. */
function escape(text: string): string {
  const printable = text.replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '');
  return printable.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
