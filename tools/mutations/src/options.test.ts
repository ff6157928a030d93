import { describe, expect, test } from '@jest/globals';
import { MUTATIONS } from './mutations.ts';
import { readOptions } from './options.ts';
import { allSuites } from './suites.ts';

const suites = allSuites();
const namesOf = (named: readonly { readonly name: string }[]) => named.map(({ name }) => name);

describe('the options', () => {
  test('leave nothing out when there are none', () => {
    expect(readOptions([], suites)).toEqual({ mutations: MUTATIONS, suites });
  });

  test('choose mutations and suites, with commas or one by one', () => {
    const options = readOptions(['--only', 'first-device', '--suites', 'gateway,acceptance'], suites);
    expect(namesOf(options.mutations)).toEqual(['first-device']);
    expect(namesOf(options.suites)).toEqual(['gateway', 'acceptance']);

    const { mutations } = readOptions(['--only', 'log-nhs-number', '--only', 'first-device'], suites);
    expect(namesOf(mutations)).toEqual(['first-device', 'log-nhs-number']);
  });

  test.each([['--only'], ['--suites']])('%s refuses a name that nobody has', (option) => {
    expect(() => readOptions([option, 'no-such-name'], suites)).toThrow(/; not no-such-name$/);
  });
});
