import { describe, expect, test } from '@jest/globals';
import { readSearchCriteria } from './search-criteria.ts';
import { createSearchIndex } from './search-index.ts';

const index = createSearchIndex([
  { id: 'smith', birthDate: '1970-05-05', names: [{ family: 'Smith', given: ['Jane', 'Ann'] }, { family: 'Jones' }] },
  { id: 'smythe', birthDate: '1980-01-02', names: [{ family: 'Smythe', given: ['Robert'] }] },
  { id: 'young', birthDate: '1970-05-05', names: [{ family: 'Young', given: ['Jane'] }] },
  { id: 'of a year', birthDate: '1970', names: [{ family: 'Smithson', given: ['Kit'] }] },
  { id: 'undated', birthDate: undefined, names: [{ family: 'Smith' }] },
  { id: 'misdated', birthDate: 'in May', names: [{ family: 'Smith' }] },
  { id: 'nameless', birthDate: '1970-05-05', names: [] },
]);
const candidates = (query: string) => index.candidates(readSearchCriteria(new URLSearchParams(query)));

describe('the search index', () => {
  test.each([
    ['a day and a family name', 'birthdate=1970-05-05&family=Smith', ['smith']],
    ['any case', 'birthdate=1970-05-05&family=sMITH', ['smith']],
    ['another name of the same person', 'birthdate=eq1970-05-05&family=jones', ['smith']],
    ['a wildcard', 'birthdate=1970-05-05&family=Sm*', ['smith']],
    ['days from one on', 'birthdate=ge1970-05-06&family=Smith', ['smythe']],
    ['days up to one', 'birthdate=le1970-05-04&family=Smith', ['of a year']],
    ['days between', 'birthdate=ge1970-05-05&birthdate=le1980-01-02&family=Smith', ['smith', 'smythe']],
    ['days between that are none', 'birthdate=ge1980-01-01&birthdate=le1970-01-01&family=Smith', []],
    ['a year of which no more is known', 'birthdate=1970-01-01&family=Smith', ['of a year']],
    ['the sound of a name', '_fuzzy-match=true&birthdate=ge1970-01-01&family=Smithe&given=Bob', ['smith', 'smythe']],
    ['names the wrong way round', '_fuzzy-match=true&birthdate=1970-05-05&family=Jane&given=Yung', ['smith', 'young']],
    [
      'a given name alone',
      '_fuzzy-match=true&birthdate=1970-05-05&given=Jayne&gender=female&address-postalcode=ZZ991AA',
      ['smith', 'young'],
    ],
    ['a name that nobody has', 'birthdate=1970-05-05&family=Xu', []],
  ])('finds by %s', (_what, query, found) => {
    expect(candidates(query)).toEqual(found);
  });

  test('looks at few of 100,000 people', () => {
    const many = Array.from({ length: 100_000 }, (_, number) => ({
      id: String(number),
      birthDate: `19${String(number % 100).padStart(2, '0')}-0${(number % 9) + 1}-1${number % 10}`,
      names: [{ family: `${'ABCDEFGHIJ'[number % 10] ?? ''}${'aeiou'[number % 5] ?? ''}x`, given: ['Jo'] }],
    }));
    const large = createSearchIndex(many);
    const started = performance.now();
    for (let number = 0; number < 1_000; number += 1) {
      const { birthDate, names } = many[number * 97] ?? { birthDate: '', names: [] };
      const query = new URLSearchParams({ birthdate: birthDate, family: names[0]?.family ?? '' });
      expect(large.candidates(readSearchCriteria(query)).length).toBeLessThan(1_200);
    }
    // To look at everybody each time would take a hundred times as long.
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});
