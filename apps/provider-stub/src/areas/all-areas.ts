import type { RecordIndex } from '../record/record-index.ts';
import { allergies } from './allergies.ts';
import type { AreaRule } from './area-rule.ts';
import { consultations } from './consultations.ts';
import { diaryEntries } from './diary-entries.ts';
import { immunisations } from './immunisations.ts';
import { investigations } from './investigations.ts';
import { medication } from './medication.ts';
import { problems } from './problems.ts';
import { referrals } from './referrals.ts';
import { uncategorisedData } from './uncategorised-data.ts';

/** The nine clinical areas in the order in which an answer presents them. */
export function areaRules(index: RecordIndex): readonly AreaRule[] {
  return [
    consultations,
    problems,
    immunisations,
    uncategorisedData,
    allergies,
    medication(index),
    investigations,
    referrals,
    diaryEntries,
  ];
}
