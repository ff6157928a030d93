import type { ClinicalArea, GpRecord } from '@cdg/test-data';
import { noteDate } from '../uk-date.ts';
import type { ListDraft } from './answer-draft.ts';

/** Something a list does not show, and the text that says so. Source: GP Connect 1.6.2, list warning codes. */
export interface ListWarning {
  readonly code: 'confidential-items' | 'data-in-transit' | 'data-awaiting-filing';
  readonly text: string;
}

/** The default of the text about items that await filing; older providers word it differently. */
export const AWAITING_FILING_TEXT =
  'Patient record contains some items in the GP practice workflow that have not been reviewed for inclusion in this message; information recorded before {date} may be missing.';

/** The text of a list without entries. */
export const NOTHING_RECORDED = 'Information not available';

export interface WarningFacts {
  readonly record: Pick<GpRecord, 'registration' | 'transferPending' | 'awaitingFiling'>;
  readonly awaitingFilingText: string;
}

/** Everything a list has to warn of. */
export function warningsFor(list: ListDraft, { record, awaitingFilingText }: WarningFacts): readonly ListWarning[] {
  const warnings: ListWarning[] = [];
  if (list.confidential) {
    const text = 'Items excluded due to confidentiality and/or patient preferences.';
    warnings.push({ code: 'confidential-items', text });
  }
  if (record.transferPending) {
    const since = noteDate(record.registration.start);
    const text = `Patient record transfer from previous GP practice not yet complete; information recorded before ${since} may be missing.`;
    warnings.push({ code: 'data-in-transit', text });
  }
  const { awaitingFiling } = record;
  if (awaitingFiling !== undefined && isAffected(awaitingFiling.areas, list.about)) {
    const text = awaitingFilingText.replaceAll('{date}', noteDate(awaitingFiling.since));
    warnings.push({ code: 'data-awaiting-filing', text });
  }
  return warnings;
}

function isAffected(areas: readonly ClinicalArea[], about: ListDraft['about']): boolean {
  return areas.some((area) => area === about);
}
