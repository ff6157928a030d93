import type { Observation } from 'fhir/r3.js';
import { addDays } from '../uk-date.ts';
import type { LocalReference } from './references.ts';

export interface BulkOptions {
  /** About how many bytes of JSON the entries make up, the list's mentions of them included. */
  readonly bytes: number;
  readonly today: string;
  readonly subject: LocalReference;
  readonly performer: LocalReference | undefined;
}

/** Entries that a record is filled up with, made one at a time: a large record is never held in memory. */
export interface BulkObservations {
  readonly count: number;
  readonly idOf: (number: number) => string;
  /** The day of an observation: the numbers go back in time, and start again after twenty years. */
  readonly dateOf: (number: number) => string;
  /** The observation of a number, the same in every answer of a day. */
  readonly make: (number: number) => Observation;
}

const PROFILE = 'https://fhir.nhs.uk/STU3/StructureDefinition/CareConnect-GPC-Observation-1';
const WORDS =
  'patient seen at home reviewed letter discussed plan agreed follow up advice given examination normal no change observed tolerating well continue current management safety net explained contact practice if symptoms return'.split(
    ' ',
  );
const POOL_WORDS = 20_000;
const COMMENT_LENGTH = 3800;
/** Far enough apart that comments do not repeat each other soon. */
const STEP = 7919;
/** Of the generator of pseudo-random numbers. */
const MODULUS = 2 ** 31 - 1;
const DAYS = 7300;
const LIST_MENTION_BYTES = 60;

export function createBulkObservations({ bytes, today, subject, performer }: BulkOptions): BulkObservations {
  const pool = prose();
  const idOf = (number: number) => `bulk-${String(number).padStart(8, '0')}`;
  const dateOf = (number: number) => addDays(today, -(number % DAYS));
  const make = (number: number): Observation => {
    const date = dateOf(number);
    const from = (number * STEP) % (pool.length - COMMENT_LENGTH);
    return {
      resourceType: 'Observation',
      id: idOf(number),
      meta: { profile: [PROFILE] },
      identifier: [{ system: 'https://gp-system.example/Id/record-item', value: idOf(number) }],
      status: 'final',
      code: { coding: [{ system: 'http://snomed.info/sct', code: '37331000000100', display: 'Comment note' }] },
      subject: { reference: subject },
      effectiveDateTime: date,
      issued: `${date}T09:00:00+00:00`,
      ...(performer !== undefined && { performer: [{ reference: performer }] }),
      comment: pool.slice(from, from + COMMENT_LENGTH).trim(),
    };
  };
  const each = JSON.stringify({ resource: make(0) }).length + LIST_MENTION_BYTES;
  return { count: Math.ceil(bytes / each), idOf, dateOf, make };
}

/** Words in pseudo-random order, so that they compress like prose and not like one repeated line. */
function prose(): string {
  let state = 1;
  const words: (string | undefined)[] = [];
  for (let count = 0; count < POOL_WORDS; count += 1) {
    state = (state * 48_271) % MODULUS;
    words.push(WORDS[state % WORDS.length]);
  }
  return words.join(' ');
}
