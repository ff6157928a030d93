import { ORGANISATIONS, STAFF, type Cast, type StaffMember } from '../records/entries/practice-staff.ts';
import type { PopulationPlan } from './population-plan.ts';
import { createRandom, shuffled, type Random } from './random.ts';
import { FAMILY_NAMES, GIVEN_NAMES, PRACTICE_KINDS, STREETS, TOWNS } from './vocabulary.ts';

/** ODS codes are the letter T and a number: from here on practices, then consumers, clear of those that always exist. */
const FIRST_PRACTICE = 30_000;
const FIRST_CONSUMER = 50_000;
const MOST_PRACTICES = 10_000;
const MOST_CONSUMERS = 10_000;

/** A practice's list is up to so many times as long as another's. */
const LONGEST_TO_SHORTEST_LIST = 10;

/** What SDS knows an organisation by. */
export interface PopulationSystem {
  readonly odsCode: string;
  readonly asid: string;
  readonly partyKey: string;
}

export interface PopulationPractice extends PopulationSystem {
  readonly name: string;
  /** How long its list is beside the others'. */
  readonly weight: number;
}

/** Every practice of a population, in the order in which they are numbered. */
export function populationPractices({ seed, practices }: PopulationPlan): readonly PopulationPractice[] {
  const numberAt = shuffled(MOST_PRACTICES, createRandom({ seed, stream: 'odsCodes' }));
  return Array.from({ length: practices }, (_, index) => {
    const random = createRandom({ seed, stream: 'place', index });
    return {
      ...systemOf(FIRST_PRACTICE + numberAt(index), '9190000'),
      name: `${random.pick(random.chance(0.3) ? TOWNS : STREETS)} ${random.pick(PRACTICE_KINDS)}`,
      weight: LONGEST_TO_SHORTEST_LIST ** random.next(),
    };
  });
}

/** Every consumer: organisations that ask for records, and hold none. */
export function populationConsumers({ seed, consumers }: PopulationPlan): readonly PopulationSystem[] {
  const numberAt = shuffled(MOST_CONSUMERS, createRandom({ seed, stream: 'odsCodes', index: 1 }));
  return Array.from({ length: consumers }, (_, index) => systemOf(FIRST_CONSUMER + numberAt(index), '2010000'));
}

/** An ASID is twelve digits: a beginning that no organisation of the fixed directory has, and the number of the code. */
function systemOf(number: number, asidPrefix: string): PopulationSystem {
  const odsCode = `T${number}`;
  return { odsCode, asid: `${asidPrefix}${number}`, partyKey: `${odsCode}-0000001` };
}

/** Who writes in a practice's records: the staff of the records that always exist, under names and ids of its own. */
export function castOf({ odsCode, name }: PopulationPractice, seed: number): Cast {
  const random = createRandom({ seed, stream: 'staff', index: Number(odsCode.slice(1)) });
  const town = random.whole(0, TOWNS.length - 1);
  const practice = {
    odsCode,
    name,
    phone: `01632960${random.whole(100, 999)}`,
    line: `${random.whole(1, 90)} ${random.pick(STREETS)}`,
    city: TOWNS[town] ?? '',
    postalCode: `ZZ99 ${town}GP`,
  };
  const staff = Object.entries(STAFF).map(([key, member], number): [string, StaffMember] => [
    key,
    member.at === 'larkfield'
      ? renamed(member, `556${odsCode.slice(1)}${String(number).padStart(4, '0')}`, random)
      : member,
  ]);
  return {
    organisations: { ...ORGANISATIONS, larkfield: practice },
    staff: { ...STAFF, ...Object.fromEntries(staff) },
  };
}

function renamed(member: StaffMember, sdsUserId: string, random: Random): StaffMember {
  const given = random.pick(GIVEN_NAMES[member.gender]);
  return { ...member, given, family: random.pick(FAMILY_NAMES), sdsUserId };
}
