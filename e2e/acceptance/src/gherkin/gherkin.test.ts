import { describe, expect, test } from '@jest/globals';
import { parseFeature } from './parse-feature.ts';
import { createStepBook, type Steps } from './step-book.ts';

const feature = (...lines: readonly string[]) => parseFeature(['Feature: Tea', ...lines].join('\n'), 'tea.feature');

describe('a feature', () => {
  test('has a scenario for each row of an outline, with its tags, background and table', () => {
    const { name, scenarios } = feature(
      '  Background:',
      '    Given water',
      '  @hot',
      '  Scenario Outline: <kind> tea',
      '    Then there is <kind> tea with',
      '      | milk | sugar |',
      '    Examples:',
      '      | kind  |',
      '      | green |',
      '      | black |',
    );

    expect(name).toBe('Tea');
    expect(scenarios.map((scenario) => scenario.name)).toEqual(['green tea', 'black tea']);
    expect(scenarios[1]).toEqual({
      name: 'black tea',
      place: 'tea.feature:11',
      tags: ['@hot'],
      steps: [
        { text: 'water', cells: [] },
        { text: 'there is black tea with', cells: ['milk', 'sugar'] },
      ],
    });
  });

  test.each([
    ['is no Gherkin', ['Scenario: A', 'Then b', 'Well, then'], 'tea.feature is no Gherkin'],
    ['has two scenarios of one name', ['Scenario: A', 'Then b', 'Scenario: A', 'Then c'], 'another scenario "A"'],
    ['has a scenario that expects nothing', ['Scenario: A', 'When b'], 'tea.feature:2: expects nothing'],
  ])('that %s is refused', (_, lines, message) => {
    expect(() => feature(...lines)).toThrow(message);
  });
});

describe('a book of steps', () => {
  const poured: string[][] = [];
  const steps: Steps<string> = {
    'there is/are {count} cup(s) of {drink}': (world, ...values) => {
      poured.push([world, ...values]);
    },
    'there is {drink}': () => undefined,
  };
  const bind = (line: string, ...more: readonly Steps<string>[]) => {
    const book = createStepBook({ drink: ['tea', 'tea (black)'], count: ['one', 'two'] }, steps, ...more);
    const [scenario] = feature('Scenario: A', ...line.split('\n')).scenarios;
    if (scenario === undefined) throw new Error('there is no scenario');
    return { bound: book.bind(scenario), book };
  };

  test('finds the step that a line means, and gives it the values, then the cells', async () => {
    const { bound, book } = bind('Then there are two cups of tea (black)\n| milk |\n| sugar |');
    await bound[0]?.run('world');

    expect(poured).toEqual([['world', 'two', 'tea (black)', 'milk', 'sugar']]);
    expect(book.unused()).toEqual(['there is {drink}']);
  });

  test.each([
    ['Then there is coffee', {}, 'tea.feature:2: no step says "there is coffee"'],
    ['Then there is tea', { 'there is tea': () => undefined }, 'tea.feature:2: several steps say "there is tea"'],
  ])('refuses "%s" where no step says it, or several do', (line, more, message) => {
    expect(() => bind(line, more)).toThrow(message);
  });
});
