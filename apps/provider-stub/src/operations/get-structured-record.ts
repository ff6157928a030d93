import type { GpPractice, GpRecord, StubFault } from '@cdg/test-data';
import type { FhirResource } from 'fhir/r3.js';
import { answerEntries } from '../bundle/answer-entries.ts';
import { addBulk } from '../bundle/bulk-section.ts';
import type { RecordBundle } from '../bundle/bundle-text.ts';
import { collectAnswer } from '../bundle/collect-answer.ts';
import { warningOutcome } from '../bundle/warning-outcome.ts';
import { checkPatientConsent, checkPatientState } from '../checks/patient-state.ts';
import { checkRepeats } from '../parameters/check-repeats.ts';
import { readNhsNumber } from '../parameters/read-nhs-number.ts';
import { readSearch } from '../parameters/read-search.ts';
import type { RecordSearch } from '../parameters/record-search.ts';
import { readParameters, type SuppliedParameter } from '../parameters/supplied-parameters.ts';
import { unrecognisedNames } from '../parameters/unrecognised.ts';
import { indexRecord } from '../record/record-index.ts';
import { ukDate } from '../uk-date.ts';

export interface StructuredRecordRequest {
  readonly body: unknown;
  readonly practice: GpPractice;
  readonly traceId: string;
}

export interface StructuredRecordParts {
  readonly findRecord: (nhsNumber: string) => GpRecord | undefined;
  /** Acts out the fault that stands in a record; true when it has answered the request. */
  readonly misbehave: (fault: StubFault) => boolean;
  readonly awaitingFilingText: string;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** An answer to the operation; a large one is to be sent in pieces. */
export interface StructuredRecordAnswer {
  readonly bundle: RecordBundle;
  readonly inPieces: boolean;
}

/**
 * `$gpc.getstructuredrecord` once the request is known to be in order: who is asked about, whether we may answer, what is
 * asked for, and the record itself. Undefined when the record's own fault has answered instead.
 */
export function getStructuredRecord(
  request: StructuredRecordRequest,
  parts: StructuredRecordParts,
): StructuredRecordAnswer | undefined {
  const today = ukDate(parts.now());
  const parameters = readParameters(request.body);
  checkRepeats(parameters);
  const found = parts.findRecord(readNhsNumber(parameters));
  const record = checkPatientState(found, { odsCode: request.practice.id, today });
  checkPatientConsent(record);
  if (record.fault !== undefined && parts.misbehave(record.fault)) return undefined;
  const search = readSearch(parameters, today);
  return answer({ record, search, parameters, today }, request, parts);
}

interface Asked {
  readonly record: GpRecord;
  readonly search: RecordSearch;
  readonly parameters: readonly SuppliedParameter[];
  readonly today: string;
}

function answer(
  { record, search, parameters, today }: Asked,
  { practice, traceId }: StructuredRecordRequest,
  { awaitingFilingText, now, newId }: StructuredRecordParts,
): StructuredRecordAnswer {
  const { disabledAreas } = practice;
  const index = indexRecord(record);
  const draft = collectAnswer({ index, search, disabledAreas });
  const warning = warningOutcome({
    id: newId(),
    unrecognised: unrecognisedNames(parameters),
    disabled: draft.disabled,
  });
  const bulk = addBulk(draft, { record, search, today });
  const sections = answerEntries(draft, { record, index, disabledAreas, awaitingFilingText, now: now() });
  return {
    bundle: { id: traceId, resources: inOrder() },
    inPieces: bulk !== undefined,
  };

  function* inOrder(): Generator<FhirResource> {
    for (const [section, resources] of sections) {
      yield* resources;
      if (section === 'uncategorisedData' && bulk !== undefined) yield* bulk;
    }
    if (warning !== undefined) yield warning;
  }
}
