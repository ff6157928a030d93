import type { Home } from '../record/home-of.ts';

/** Code system and title of a list; the title is its display too. */
export interface SecondaryHeading {
  readonly code: string;
  readonly title: string;
}

export const SECONDARY_LIST_SYSTEM = 'https://fhir.hl7.org.uk/STU3/CodeSystem/GPConnect-SecondaryListValues-1';

const NAMES: Readonly<Record<Home, string>> = {
  allergies: 'allergies',
  endedAllergies: 'allergies that have been ended',
  consultations: 'consultations',
  diaryEntries: 'diary entries',
  documents: 'documents',
  immunisations: 'immunisations',
  investigations: 'investigations',
  medication: 'medications',
  problems: 'problems',
  referrals: 'outbound referrals',
  uncategorisedData: 'uncategorised data',
};

/** The list of what consultations contain. Source: GP Connect 1.6.2, secondary lists; referrals are worded differently there. */
export function containedInConsultations(home: Home): SecondaryHeading {
  const contained = home === 'referrals' ? '' : 'contained ';
  return heading(`Consultations - ${NAMES[home]} ${contained}in consultations`);
}

/** The list of what is related to problems. */
export function relatedToProblems(home: Home): SecondaryHeading {
  return heading(`Problems - ${NAMES[home]} related to problems`);
}

/** The one list that may accompany any search: problems that the returned items are linked to. */
export const LINKED_PROBLEMS = heading('Problems - linked problems not relating to the primary query');

function heading(title: string): SecondaryHeading {
  return { title, code: title.toLowerCase().replaceAll(' - ', '-').replaceAll(' ', '-') };
}
