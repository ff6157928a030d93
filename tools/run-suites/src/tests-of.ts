import type { TestOutcomes } from './read-junit.ts';

type ReadResults = (file: string) => Promise<TestOutcomes>;

/** The outcomes of a suite's result files together. A file that cannot be read, or has no test, is a failure of its own. */
export async function testsOf(files: readonly string[], readResults: ReadResults): Promise<TestOutcomes> {
  const outcomes = await Promise.all(files.map((file) => testsOfFile(file, readResults)));
  return {
    passed: outcomes.reduce((sum, { passed }) => sum + passed, 0),
    failures: outcomes.flatMap(({ failures }) => failures),
    skips: outcomes.flatMap(({ skips }) => skips),
  };
}

async function testsOfFile(file: string, readResults: ReadResults): Promise<TestOutcomes> {
  try {
    const tests = await readResults(file);
    const count = tests.passed + tests.failures.length + tests.skips.length;
    return count > 0 ? tests : { passed: 0, failures: [`${file} has no tests`], skips: [] };
  } catch (error) {
    return { passed: 0, failures: [`${file} cannot be read: ${messageOf(error)}`], skips: [] };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
