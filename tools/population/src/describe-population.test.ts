import { expect, test } from '@jest/globals';
import { createPopulation } from '@cdg/test-data';
import { describePopulation } from './describe-population.ts';

const PLAN = { seed: 7, patients: 1_000, practices: 20, consumers: 5, today: '2026-03-01' };
const population = createPopulation(PLAN);
const text = describePopulation(population);
const numberAfter = (label: string) => Number(new RegExp(`${label} +([\\d,]+)`).exec(text)?.[1]?.replace(',', ''));

test('the summary says how large the population is, and from what it follows', () => {
  expect(text).toContain('1,000 patients, 20 practices and 5 consumers (seed 7, as of 2026-03-01)');
});

test('the ages add up to everybody', () => {
  const bands = ['0 to 17', '18 to 39', '40 to 64', '65 to 84'].map((band) => numberAfter(`${band} years old`));
  const all = [...bands, numberAfter('85 years and older')].reduce((sum, count) => sum + count, 0);
  expect(all).toBe(1_000);
});

test('it counts who is out of the ordinary', () => {
  const people = [...population.people()];
  expect(numberAfter('dissent from sharing')).toBe(people.filter(({ standing }) => standing === 'dissents').length);
  expect(numberAfter('without a practice')).toBe(
    people.filter(({ standing }) => standing === 'withoutPractice').length,
  );
});

test('its examples belong to the population', () => {
  const [, nhsNumber = '', odsCode] = /patient +(\d{10}) of practice (\w+)/.exec(text) ?? [];
  expect(population.createRecord(nhsNumber)?.odsCode).toBe(odsCode);
  expect(population.consumers.map((consumer) => consumer.odsCode)).toContain(/consumer +(\w+)$/.exec(text)?.[1]);
});
