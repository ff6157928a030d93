import type { Observation } from 'fhir/r3.js';
import type { LocalReference } from './references.ts';
import { addDays } from '../uk-date.ts';

/** Entries that a record is filled up with, made one at a time: a large record is never held in memory. */
export interface BulkOptions {
  /** About how many bytes of JSON they make up, the list's mentions of them included. */
  readonly bytes: number;
  readonly today: string;
  readonly subject: LocalReference;
  readonly performer: LocalReference | undefined;
}

const PROFILE = 'https://fhir.nhs.uk/STU3/StructureDefinition/CareConnect-GPC-Observation-1';
const WORDS =
  'patient seen at home reviewed letter discussed plan agreed follow up advice given examination normal no change observed tolerating well continue current management safety net explained contact practice if symptoms return'.split(
    ' ',
  );
const WORDS_EACH = 550;
const DAYS = 7300;
/** Of the generator of pseudo-random numbers. */
const MODULUS = 2 ** 31 - 1;
const LIST_MENTION_BYTES = 60;

/** How many observations fill so many bytes. */
export function bulkCount(options: BulkOptions): number {
  const each = JSON.stringify({ resource: bulkObservation(0, options) }).length + 1 + LIST_MENTION_BYTES;
  return Math.ceil(options.bytes / each);
}

export function bulkId(number: number): string {
  return `bulk-${String(number).padStart(8, '0')}`;
}

/** The day that an observation of this number took place on: the numbers go back in time, and start again after years. */
export function bulkDate(number: number, today: string): string {
  return addDays(today, -(number % DAYS));
}

/** The observation of this number, the same in every answer of a day. */
export function bulkObservation(number: number, { today, subject, performer }: BulkOptions): Observation {
  const date = bulkDate(number, today);
  return {
    resourceType: 'Observation',
    id: bulkId(number),
    meta: { profile: [PROFILE] },
    identifier: [{ system: 'https://gp-system.example/Id/record-item', value: bulkId(number) }],
    status: 'final',
    code: { coding: [{ system: 'http://snomed.info/sct', code: '37331000000100', display: 'Comment note' }] },
    subject: { reference: subject },
    effectiveDateTime: date,
    issued: `${date}T09:00:00+00:00`,
    ...(performer !== undefined && { performer: [{ reference: performer }] }),
    comment: prose(number),
  };
}

/** Words in an order that depends on the number alone, so that they compress like prose and not like one repeated line. */
function prose(number: number): string {
  let state = number + 1;
  const words: (string | undefined)[] = [];
  for (let count = 0; count < WORDS_EACH; count += 1) {
    state = (state * 48_271) % MODULUS;
    words.push(WORDS[state % WORDS.length]);
  }
  return words.join(' ');
}
