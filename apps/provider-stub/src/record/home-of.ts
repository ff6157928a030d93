import type { ClinicalArea, RecordItem } from '@cdg/test-data';
import { isEndedAllergy } from '../areas/allergies.ts';

/** Where an item belongs when a consultation or a problem brings it: an area, the ended allergies, or the documents. */
export type Home = ClinicalArea | 'endedAllergies' | 'documents';

const HOME_OF_TYPE: Readonly<Record<string, Home>> = {
  AllergyIntolerance: 'allergies',
  MedicationStatement: 'medication',
  MedicationRequest: 'medication',
  Encounter: 'consultations',
  Condition: 'problems',
  Immunization: 'immunisations',
  DiagnosticReport: 'investigations',
  ReferralRequest: 'referrals',
  DocumentReference: 'documents',
};

/** The home of an item; undefined for what stands in no list, such as the free text of a consultation. */
export function homeOf(item: RecordItem): Home | undefined {
  if (isEndedAllergy(item)) return 'endedAllergies';
  return item.area ?? HOME_OF_TYPE[item.resource.resourceType];
}

/** The switch that turns a home off: ended allergies go with the allergies. */
export function switchOf(home: Home): ClinicalArea | 'documents' {
  return home === 'endedAllergies' ? 'allergies' : home;
}
