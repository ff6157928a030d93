import { isNhsNumber } from '@cdg/fhir';

/** Record sizes in bytes, by the names of the tables. */
export const RECORD_BYTES = {
  '2 KB': 2_000,
  '20 KB': 20_000,
  '200 KB': 200_000,
  '5 MB': 5_000_000,
  '50 MB': 50_000_000,
} as const;

export type RecordSize = keyof typeof RECORD_BYTES;

export const RECORD_SIZES: readonly RecordSize[] = ['2 KB', '20 KB', '200 KB', '5 MB', '50 MB'];
/** Practices whose systems answer. */
export const PRACTICES = 90;
/** Organisations that ask. */
export const CONSUMERS = 100;
/** The practice whose system takes every request and never answers. */
export const HANGING_PRACTICE = 99;

export interface Patient {
  readonly practice: number;
  readonly size: RecordSize;
}

/**
 * The NHS number of a patient of this practice with a record of this size. The number says it all, so that no server has
 * to look anything up: 999, size, practice, three digits to make it valid, check digit.
 */
export function nhsNumberOf({ practice, size }: Patient): string {
  const stem = `999${RECORD_SIZES.indexOf(size)}${String(practice).padStart(2, '0')}`;
  for (let rest = 0; rest < 10_000; rest += 1) {
    const number = stem + String(rest).padStart(4, '0');
    if (isNhsNumber(number)) return number;
  }
  throw new RangeError('no valid number');
}

/** Who has this NHS number; undefined when it is none of `nhsNumberOf`. */
export function patientOf(nhsNumber: string): Patient | undefined {
  const size = RECORD_SIZES[Number(nhsNumber[3])];
  return size === undefined ? undefined : { practice: Number(nhsNumber.slice(4, 6)), size };
}

export const practiceCode = (practice: number): string => `P${String(practice).padStart(2, '0')}`;
export const consumerCode = (consumer: number): string => `C${String(consumer).padStart(2, '0')}`;
/** Fixed for each organisation, as it is in SDS. */
export const asidOf = (odsCode: string): string =>
  `9${odsCode.startsWith('P') ? 1 : 2}${odsCode.slice(1).padStart(10, '0')}`;
