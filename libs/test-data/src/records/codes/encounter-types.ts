import type { Concept } from '../entries/concept.ts';

/** How patient and clinician met. */
export const ENCOUNTER_TYPES = {
  surgery: ['185202000', "Seen in GP's surgery"],
  home: ['439708006', 'Home visit'],
  telephone: ['185317003', 'Telephone encounter'],
} as const satisfies Record<string, Concept>;

export type EncounterType = keyof typeof ENCOUNTER_TYPES;
