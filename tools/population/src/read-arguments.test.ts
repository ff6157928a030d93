import { describe, expect, test } from '@jest/globals';
import { readArguments, UsageError } from './read-arguments.ts';

const NOW = new Date('2026-03-01T23:30:00Z');

describe('the arguments of npm run population', () => {
  test('have a default each; the day is today', () => {
    expect(readArguments([], NOW)).toEqual({
      plan: { seed: 1, patients: 100_000, practices: 2_000, consumers: 20, today: '2026-03-01' },
      file: '.local/population.json',
    });
  });

  test('say everything about a population', () => {
    const text = '--patients 1000 --practices 20 --consumers 3 --seed 7 --today 2025-12-24 --file other.json';
    expect(readArguments(text.split(' '), NOW)).toEqual({
      plan: { seed: 7, patients: 1_000, practices: 20, consumers: 3, today: '2025-12-24' },
      file: 'other.json',
    });
  });

  test.each([
    [['--patients', '0'], '--patients: expected at least 1'],
    [['--patients', '500001'], '--patients: expected at most 500000'],
    [['--practices', '2.5'], '--practices: expected a whole number'],
    [['--practices', '10001'], '--practices: expected at most 10000'],
    [['--seed', 'seven'], '--seed: expected a whole number'],
    [['--today', '2025-02-30'], '--today: expected a date as YYYY-MM-DD'],
    [['--people', '5'], '--people'],
    [['1000'], '1000'],
    [['--patients'], '--patients'],
  ])('%j is refused: %s', (args, fault) => {
    expect(() => readArguments(args, NOW)).toThrow(UsageError);
    expect(() => readArguments(args, NOW)).toThrow(fault);
    expect(() => readArguments(args, NOW)).toThrow('npm run population --');
  });

  test('are all named when several are wrong', () => {
    expect(() => readArguments(['--patients', 'x', '--seed', 'y'], NOW)).toThrow(/--seed[^]*--patients/);
  });
});
