import { readFile } from 'node:fs/promises';
import { SaxesParser } from 'saxes';

export interface TestOutcomes {
  readonly passed: number;
  /** The names of the tests that failed. */
  readonly failures: readonly string[];
  /** The names of the tests that were skipped, each with the reason. */
  readonly skips: readonly string[];
}

interface Test {
  readonly name: string;
  failed: boolean;
  skipped: boolean;
  reason: string;
}

/** Characters that no XML may hold. Reporters write them nevertheless, when a failed test has compared bytes. */
const NO_XML = /[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/gu;

/**
 * Reads the outcome of every test from a JUnit file, by counting the tests themselves: what a file sums up in its
 * attributes differs between the programs that write it.
 *
 * @throws when there is no such file, it was not written to its end, or it is not JUnit
 */
export async function readJunit(file: string): Promise<TestOutcomes> {
  const xml = (await readFile(file, 'utf8')).replaceAll(NO_XML, '\u{FFFD}');
  const tests = withoutEchoes(testsOf(xml));
  const failed = tests.filter((test) => test.failed);
  const skipped = tests.filter((test) => test.skipped && !test.failed);
  return {
    passed: tests.length - failed.length - skipped.length,
    failures: failed.map(({ name }) => name),
    skips: skipped.map(({ name, reason }) => `${name}: ${reason.trim() || 'no other reason was given'}`),
  };
}

function testsOf(xml: string): readonly Test[] {
  const tests: Test[] = [];
  let root: string | undefined;
  let inSkipped = false;
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    root ??= name;
    if (name === 'testcase') tests.push(newTest(attributes.name));
    const test = tests.at(-1);
    if (test === undefined) return;
    if (name === 'failure' || name === 'error') test.failed = true;
    if (name === 'skipped') {
      inSkipped = true;
      test.skipped = true;
      test.reason = attributes.message ?? '';
    }
  });
  parser.on('text', (text) => {
    const test = tests.at(-1);
    if (inSkipped && test?.reason === '') test.reason = text;
  });
  parser.on('closetag', () => {
    inSkipped = false;
  });
  parser.write(xml).close();
  if (!/^testsuites?$/.test(root ?? '')) throw new Error(`not JUnit, but <${root ?? ''}>`);
  return tests;
}

/** A test file that cannot be loaded comes twice from Jest's reporter, as an error and as a failure. */
function withoutEchoes(tests: readonly Test[]): readonly Test[] {
  return tests.filter((test, index) => {
    const before = tests[index - 1];
    return !(test.failed && before?.failed === true && before.name === test.name);
  });
}

function newTest(name: string | undefined): Test {
  if (name === undefined) throw new Error('not JUnit: a test without a name');
  return { name, failed: false, skipped: false, reason: '' };
}
