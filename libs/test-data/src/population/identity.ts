import type { PersonFacts } from '../people/person-facts.ts';
import { yearsAfter } from '../records/dates.ts';
import type { Calendar } from './calendar.ts';
import { createRandom, type Random, type Weighed } from './random.ts';
import type { Standing } from './standing.ts';
import { FAMILY_NAMES, GIVEN_NAMES, STREETS, TOWNS } from './vocabulary.ts';

const YEAR = 365.25;

/** Of a thousand people, by age in years. */
const AGES: Weighed<readonly [from: number, to: number]> = [
  [112, [0, 9]],
  [117, [10, 19]],
  [128, [20, 29]],
  [137, [30, 39]],
  [128, [40, 49]],
  [134, [50, 59]],
  [111, [60, 69]],
  [86, [70, 79]],
  [40, [80, 89]],
  [7, [90, 101]],
];

const GENDERS: Weighed<PersonFacts['gender']> = [
  [505, 'female'],
  [492, 'male'],
  [2, 'other'],
  [1, 'unknown'],
];

const GIVEN_NAME_COUNTS: Weighed<number> = [
  [55, 1],
  [40, 2],
  [5, 3],
];

const LETTERS = 'ABDEFGHJLNPQRSTUWXYZ';

/** Who somebody is, and where they registered; not yet the number, and what has become of the registration. */
export interface Identity {
  readonly person: Omit<PersonFacts, 'nhsNumber' | 'practice'>;
  /** Position of the practice. */
  readonly practiceIndex: number;
  readonly registered: string;
}

export interface IdentityOptions {
  readonly seed: number;
  readonly index: number;
  readonly standing: Standing;
  /** Counts back from the population's day. */
  readonly calendar: Calendar;
  /** Draws the position of a practice, the large ones more often. */
  readonly drawPractice: (random: Random) => number;
}

/** Makes somebody up; the same position of the same population is always the same person. */
export function createIdentity({ seed, index, standing, calendar, drawPractice }: IdentityOptions): Identity {
  const random = createRandom({ seed, stream: 'person', index });
  const age = ageInDays(random, standing);
  const birthDate = calendar(age);
  const gender = random.weighed(GENDERS);
  const practiceIndex = drawPractice(random);
  return {
    practiceIndex,
    person: {
      ...namesOf(random, { gender, age, birthDate }),
      gender,
      birthDate,
      ...homeOf(random),
      ...contactsOf(random, { age, index }),
    },
    registered: calendar(tenure(random, { age, standing })),
  };
}

/** Those who die are old, and those who left had been there. */
function ageInDays(random: Random, standing: Standing): number {
  const [from, to] = random.weighed(AGES);
  const age = random.whole(Math.ceil(from * YEAR), Math.floor((to + 1) * YEAR) - 1);
  if (standing === 'deceased') return Math.max(age, random.whole(21_000, 35_000));
  return standing === 'left' ? Math.max(age, random.whole(7_000, 20_000)) : age;
}

/** For how many days somebody has been registered: since birth, or for up to 30 years. */
function tenure(random: Random, { age, standing }: { age: number; standing: Standing }): number {
  const longest = Math.min(age, 30 * 365);
  const shortest = standing === 'deceased' || standing === 'left' ? 800 : 0;
  return random.chance(0.3) ? longest : random.whole(Math.min(shortest, longest), longest);
}

interface Bearer {
  readonly gender: PersonFacts['gender'];
  readonly age: number;
  readonly birthDate: string;
}

function namesOf(random: Random, bearer: Bearer): Pick<PersonFacts, 'prefix' | 'given' | 'family' | 'maiden'> {
  const { gender, age, birthDate } = bearer;
  const names = GIVEN_NAMES[gender === 'male' || (gender !== 'female' && random.chance(0.5)) ? 'male' : 'female'];
  const given = new Set(Array.from({ length: random.weighed(GIVEN_NAME_COUNTS) }, () => random.pick(names)));
  const family = random.pick(FAMILY_NAMES);
  const wed = random.whole(20, 35);
  const hasMarried = gender === 'female' && age > (wed + 1) * YEAR && random.chance(0.35);
  const prefix = prefixOf(random, { gender, hasMarried });
  return {
    ...(prefix !== undefined && { prefix }),
    given: [...given],
    family: random.chance(0.04) ? `${family}-${random.pick(FAMILY_NAMES)}` : family,
    ...(hasMarried && { maiden: { family: random.pick(FAMILY_NAMES), until: yearsAfter(birthDate, wed) } }),
  };
}

function prefixOf(random: Random, { gender, hasMarried }: { gender: string; hasMarried: boolean }): string | undefined {
  if (random.chance(0.15)) return undefined;
  if (random.chance(0.02)) return 'Dr';
  if (gender === 'male') return 'Mr';
  if (gender === 'female') return hasMarried ? 'Mrs' : random.pick(['Ms', 'Miss']);
  return 'Mx';
}

function homeOf(random: Random): Pick<PersonFacts, 'addressLines' | 'postalCode' | 'uprn'> {
  const town = random.whole(0, TOWNS.length - 1);
  const letter = () => LETTERS[random.whole(0, LETTERS.length - 1)] ?? '';
  return {
    addressLines: [`${random.whole(1, 240)} ${random.pick(STREETS)}`, TOWNS[town] ?? ''],
    postalCode: `ZZ99 ${town}${letter()}${letter()}`,
    ...(random.chance(0.5) && { uprn: `1000${random.whole(10_000_000, 99_999_999)}` }),
  };
}

/** Telephone numbers are those that Ofcom keeps for drama: of these there are only a thousand each. */
function contactsOf(
  random: Random,
  { age, index }: { age: number; index: number },
): Pick<PersonFacts, 'mobile' | 'landline' | 'email'> {
  const threeDigits = () => String(random.whole(0, 999)).padStart(3, '0');
  const isAdult = age > 16 * YEAR;
  return {
    ...(isAdult && random.chance(0.8) && { mobile: `07700900${threeDigits()}` }),
    ...(random.chance(0.35) && { landline: `01632960${threeDigits()}` }),
    ...(isAdult && random.chance(0.5) && { email: `patient${index}@example.com` }),
  };
}
