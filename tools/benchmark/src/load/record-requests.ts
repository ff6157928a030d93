import { randomUUID } from 'node:crypto';
import { SYSTEMS } from '@cdg/fhir';
import type { Dispatcher } from 'undici';
import { consumerCode, CONSUMERS, HANGING_PRACTICE, nhsNumberOf, PRACTICES, type RecordSize } from '../patients.ts';

export const RECORD_PATH = '/patient/$gpc.getstructuredrecord';

/** Steps that come to every practice and every consumer before one comes again. */
const PRACTICE_STEP = 7;
const CONSUMER_STEP = 13;

export interface Question {
  readonly nhsNumber: string;
  readonly consumerOds: string;
}

/** Questions about patients of many practices, from many organisations, in turn. */
export function questionsAbout(size: RecordSize): (number: number) => Question {
  const numbers = Array.from({ length: PRACTICES }, (_, practice) => nhsNumberOf({ practice, size }));
  return (number) => ({
    nhsNumber: numbers[(number * PRACTICE_STEP) % PRACTICES] ?? '',
    consumerOds: consumerCode((number * CONSUMER_STEP) % CONSUMERS),
  });
}

/** Questions about a patient of the practice whose system never answers. */
export function questionsThatHang(): (number: number) => Question {
  const nhsNumber = nhsNumberOf({ practice: HANGING_PRACTICE, size: '20 KB' });
  return (number) => ({ nhsNumber, consumerOds: consumerCode((number * CONSUMER_STEP) % CONSUMERS) });
}

/** The request for a structured record, as a consumer sends it. */
export function recordRequest({ nhsNumber, consumerOds }: Question): Dispatcher.DispatchOptions {
  const parameters = {
    resourceType: 'Parameters',
    parameter: [
      { name: 'patientNHSNumber', valueIdentifier: { system: SYSTEMS.nhsNumber, value: nhsNumber } },
      { name: 'includeAllergies', part: [{ name: 'includeResolvedAllergies', valueBoolean: true }] },
      { name: 'includeMedication' },
    ],
  };
  return {
    method: 'POST',
    path: RECORD_PATH,
    headers: {
      'content-type': 'application/fhir+json',
      accept: 'application/fhir+json',
      'ssp-traceid': randomUUID(),
      'ods-from': consumerOds,
    },
    body: JSON.stringify(parameters),
  };
}
