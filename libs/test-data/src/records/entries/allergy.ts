import type { AllergyIntolerance } from 'fhir/r3.js';
import { clockTime } from '../dates.ts';
import { coded, type Concept, snomed } from './concept.ts';
import { EXTENSIONS, RECORD_SYSTEMS } from './structured-record-names.ts';
import { type Entry, fileAt } from './visit.ts';

interface Allergy {
  readonly to: Concept;
  readonly category: 'medication' | 'environment';
  readonly type?: 'allergy' | 'intolerance';
  readonly reaction?: Concept;
  readonly severity?: 'mild' | 'moderate' | 'severe';
  readonly onset?: string;
  readonly note?: string;
  /** It no longer holds: since when, and why ("No information available" where nobody wrote it down). */
  readonly ended?: { readonly date: string; readonly reason?: string };
}

const UNKNOWN_REASON = 'No information available';

/** Records an allergy or intolerance, active or ended. */
export const allergy =
  (facts: Allergy): Entry =>
  (visit) =>
    fileAt(
      visit,
      {
        resourceType: 'AllergyIntolerance',
        ...visit.chart.header('allergy', 'AllergyIntolerance'),
        ...endOf(facts),
        clinicalStatus: facts.ended === undefined ? 'active' : 'resolved',
        verificationStatus: 'unconfirmed',
        ...(facts.type !== undefined && { type: facts.type }),
        category: [facts.category],
        code: snomed(facts.to),
        patient: visit.chart.subject,
        ...(facts.onset !== undefined && { onsetDateTime: facts.onset }),
        assertedDate: clockTime(visit.date, visit.time),
        recorder: visit.chart.staff(visit.clinician),
        ...(facts.note !== undefined && { note: [{ text: facts.note }] }),
        ...reactionOf(facts),
      },
      { area: 'allergies' },
    );

function endOf({ ended }: Allergy): Pick<AllergyIntolerance, 'extension'> {
  if (ended === undefined) return {};
  return {
    extension: [
      {
        url: EXTENSIONS.allergyEnd,
        extension: [
          { url: 'endDate', valueDateTime: ended.date },
          { url: 'reasonEnded', valueString: ended.reason ?? UNKNOWN_REASON },
        ],
      },
    ],
  };
}

/** At most one reaction with one manifestation; where only the severity is known, a null flavour stands for it. */
function reactionOf({ reaction, severity }: Allergy): Pick<AllergyIntolerance, 'reaction'> {
  if (reaction === undefined && severity === undefined) return {};
  const manifestation =
    reaction === undefined ? coded(RECORD_SYSTEMS.nullFlavor, ['NI', 'NoInformation']) : snomed(reaction);
  return { reaction: [{ manifestation: [manifestation], ...(severity !== undefined && { severity }) }] };
}
