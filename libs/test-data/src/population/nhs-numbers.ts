import { CONFORMANCE_PATIENTS, SCENARIO_PATIENTS } from '../scenarios.ts';
import { HTML_PATIENTS } from '../people/html-patients.ts';
import type { PopulationPlan } from './population-plan.ts';
import { createRandom, shuffled } from './random.ts';

/** Numbers that begin so are never issued. Source: NHS Data Dictionary, and the NHS's guidance on test data. */
const PREFIX = '999';
/** What the prefix adds to the weighted sum of the check digit. */
const PREFIX_SUM = 9 * (10 + 9 + 8);
const SERIALS = 1_000_000;
/** Serials below it are kept for people who are written by hand. */
const FIRST_SERIAL = 1_000;

/** The NHS numbers of a population, each with the position of its owner. */
export interface NhsNumbers {
  readonly at: (index: number) => string;
  readonly indexOf: (nhsNumber: string) => number | undefined;
}

const RESERVED: ReadonlySet<number> = new Set(
  [SCENARIO_PATIENTS, CONFORMANCE_PATIENTS, HTML_PATIENTS].flatMap((people) => Object.values(people)).map(serialOf),
);

/** Gives every patient of a population a number, and keeps no more than a few bytes of each. */
export function createNhsNumbers({ seed, patients }: Pick<PopulationPlan, 'seed' | 'patients'>): NhsNumbers {
  const serialAt = shuffled(SERIALS, createRandom({ seed, stream: 'nhsNumbers' }));
  const serials = new Uint32Array(patients);
  const indexes = new Int32Array(SERIALS).fill(-1);
  for (let given = 0, position = 0; given < patients; position += 1) {
    const serial = serialAt(position);
    if (!isFree(serial)) continue;
    serials[given] = serial;
    indexes[serial] = given;
    given += 1;
  }
  return {
    at: (index) => numberOf(serials[index] ?? 0),
    indexOf: (nhsNumber) => {
      if (!/^999[0-9]{7}$/.test(nhsNumber)) return undefined;
      const serial = serialOf(nhsNumber);
      const index = indexes[serial] ?? -1;
      return index >= 0 && numberOf(serial) === nhsNumber ? index : undefined;
    },
  };
}

function isFree(serial: number): boolean {
  return serial >= FIRST_SERIAL && checkDigit(serial) < 10 && !RESERVED.has(serial);
}

function serialOf(nhsNumber: string): number {
  return Number(nhsNumber.slice(PREFIX.length, -1));
}

function numberOf(serial: number): string {
  return `${PREFIX}${String(serial).padStart(6, '0')}${checkDigit(serial)}`;
}

/** Modulus 11; a serial for which it is 10 makes no NHS number. */
function checkDigit(serial: number): number {
  let sum = PREFIX_SUM;
  let rest = serial;
  for (let weight = 2; weight <= 7; weight += 1) {
    sum += weight * (rest % 10);
    rest = Math.floor(rest / 10);
  }
  return (11 - (sum % 11)) % 11;
}
