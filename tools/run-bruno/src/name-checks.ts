import { readFile, writeFile } from 'node:fs/promises';

const CHECK = /<testcase name="([^"]*)" status="(\w+)" classname="([^"]*)"/g;

/**
 * Puts the request before the name of each check in a JUnit file of Bruno's, which names a check `res.status eq 200` and
 * keeps the request for another attribute: in a list of failures the name stands alone.
 */
export function withRequestNames(junit: string): string {
  return junit.replaceAll(CHECK, '<testcase name="$3: $1" status="$2" classname="$3"');
}

/** Does so in a file, if there is one: Bruno may have been stopped before it wrote it. */
export async function nameChecksAfterRequests(file: string): Promise<void> {
  const junit = await readFile(file, 'utf8').catch(() => undefined);
  if (junit !== undefined) await writeFile(file, withRequestNames(junit));
}
