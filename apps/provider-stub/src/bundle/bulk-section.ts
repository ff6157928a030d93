import type { GpRecord } from '@cdg/test-data';
import type { Observation } from 'fhir/r3.js';
import { isInPeriod } from '../areas/in-period.ts';
import type { RecordSearch } from '../parameters/record-search.ts';
import { createBulkObservations } from '../record/bulk-observations.ts';
import { patientReference } from './answer-entries.ts';
import type { AnswerDraft } from './answer-draft.ts';

export interface BulkRequest {
  readonly record: Pick<GpRecord, 'bulkBytes'>;
  readonly search: RecordSearch;
  readonly today: string;
}

/**
 * Names a large record's generated observations in the list of uncategorised data, and answers how to make them.
 * Undefined when the record has none, or the answer holds no uncategorised data.
 */
export function addBulk(draft: AnswerDraft, { record, search, today }: BulkRequest): Iterable<Observation> | undefined {
  const list = draft.lists.find(({ section, secondary }) => section === 'uncategorisedData' && secondary !== true);
  if (record.bulkBytes === undefined || list === undefined) return undefined;
  const performer = [...draft.items.keys()].find((reference) => reference.startsWith('Practitioner/'));
  const bulk = createBulkObservations({ bytes: record.bulkBytes, today, subject: patientReference(draft), performer });
  const period = search.uncategorisedData?.period;
  const numbers = Array.from({ length: bulk.count }, (_, number) => number);
  const wanted = numbers.filter((number) => isInPeriod(bulk.dateOf(number), period));
  for (const number of wanted) list.entries.add(`Observation/${bulk.idOf(number)}`);
  return {
    *[Symbol.iterator]() {
      for (const number of wanted) yield bulk.make(number);
    },
  };
}
