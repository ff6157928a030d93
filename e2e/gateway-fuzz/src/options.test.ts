import { describe, expect, test } from '@jest/globals';
import { APIS } from './apis/all-apis.ts';
import { isThorough, readOptions } from './options.ts';

const options = (...args: string[]) => readOptions(args, APIS);

describe('readOptions', () => {
  test('makes 1,000 requests for each FHIR operation and 100 for others, the same ones every time', () => {
    expect(options()).toMatchObject({ apis: APIS, build: false, effort: { fhirExamples: 1_000, examples: 100 } });
    expect(options().effort.seed).toBe(options().effort.seed);
  });

  test('makes 20,000 in a deep run, other ones every time', () => {
    expect(options('--deep').effort.fhirExamples).toBe(20_000);
    expect(options('--deep').effort.seed).not.toBe(options('--deep').effort.seed);
    expect(options('--deep').timeLimitMs).toBeGreaterThan(options().timeLimitMs);
  });

  test('repeats a run by its seed', () => {
    expect(options('--deep', '--seed', '4').effort.seed).toBe(4);
  });

  test('takes fewer requests and fewer APIs', () => {
    const { apis, effort } = options('--examples', '5', '--only', 'sds', '--only', 'pds', '--build');

    expect(apis.map(({ name }) => name).sort()).toEqual(['pds', 'sds']);
    expect(effort).toMatchObject({ fhirExamples: 5, examples: 5 });
    expect(options('--build').build).toBe(true);
  });

  test('knows a run that makes fewer requests than usual', () => {
    expect(
      [options(), options('--deep'), options('--examples', '999')].map(({ effort }) => isThorough(effort)),
    ).toEqual([true, true, false]);
  });

  test.each([['--examples', '0'], ['--examples', 'many'], ['--seed', '-1'], ['--only', 'spine'], ['--shallow']])(
    'refuses %s %s',
    (...args) => {
      expect(() => options(...args.filter((arg) => typeof arg === 'string'))).toThrow();
    },
  );
});
