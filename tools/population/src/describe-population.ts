import type { Population, PopulationPerson, Standing } from '@cdg/test-data';

const AGE_BANDS = [
  [0, 17],
  [18, 39],
  [40, 64],
  [65, 84],
  [85, 120],
] as const;

const STANDINGS: Readonly<Record<Exclude<Standing, 'ordinary'>, string>> = {
  restricted: 'restricted in PDS',
  deceased: 'died lately',
  withoutPractice: 'without a practice',
  left: 'left their practice',
  superseded: 'a number superseded by another',
  dissents: 'dissent from sharing',
};

/** Who and what a population consists of, on one page. */
export function describePopulation(population: Population): string {
  const { plan, practices, consumers } = population;
  const people = [...population.people()];
  const count = (fits: (person: PopulationPerson) => boolean) => shown(people.filter(fits).length);
  const ages = people.map(({ facts }) => ageOn(plan.today, facts.birthDate));
  return [
    `${shown(plan.patients)} patients, ${shown(practices.length)} practices and ${shown(consumers.length)} consumers (seed ${plan.seed}, as of ${plan.today})`,
    '',
    ...table([
      ...AGE_BANDS.map(([from, to]): Row => [
        to > 110 ? `${from} years and older` : `${from} to ${to} years old`,
        shown(ages.filter((age) => age >= from && age <= to).length),
      ]),
      ['women and girls', count(({ facts }) => facts.gender === 'female')],
      ['men and boys', count(({ facts }) => facts.gender === 'male')],
      ...Object.entries(STANDINGS).map(([standing, text]): Row => [text, count((each) => each.standing === standing)]),
      ['patients of a practice', listLengths(people)],
    ]),
    '',
    'For example:',
    ...table([...examplesOf(people), ['consumer', consumers[0]?.odsCode ?? '']]),
  ].join('\n');
}

type Row = readonly [label: string, value: string];

const shown = (count: number) => count.toLocaleString('en-GB');

function table(rows: readonly Row[]): readonly string[] {
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.map(([label, value]) => `  ${label.padEnd(width)}  ${value}`);
}

function ageOn(today: string, birthDate: string): number {
  const hadBirthday = today.slice(5) >= birthDate.slice(5);
  return Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (hadBirthday ? 0 : 1);
}

function listLengths(people: readonly PopulationPerson[]): string {
  const lists = Map.groupBy(people, ({ practice }) => practice?.odsCode);
  lists.delete(undefined);
  const lengths = [...lists.values()].map(({ length }) => length).sort((a, b) => a - b);
  const at = (share: number) => shown(lengths[Math.floor((lengths.length - 1) * share)] ?? 0);
  return `${at(0)} to ${at(1)}, half have ${at(0.5)} or fewer`;
}

/** The first of each kind, with the practice. */
function examplesOf(people: readonly PopulationPerson[]): readonly Row[] {
  const kinds: readonly [Standing, string][] = [
    ['ordinary', 'patient'],
    ['restricted', 'restricted'],
    ['dissents', 'dissenting'],
  ];
  return kinds.flatMap(([standing, label]): Row[] => {
    const person = people.find((each) => each.standing === standing);
    return person === undefined
      ? []
      : [[label, `${person.facts.nhsNumber} of practice ${person.practice?.odsCode ?? ''}`]];
  });
}
