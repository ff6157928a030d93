import type { Concept } from '../entries/concept.ts';

/** Substances that people are allergic to, or cannot take. */
export const ALLERGENS = {
  amoxicillin: ['372687004', 'Amoxicillin'],
  aspirin: ['387458008', 'Aspirin'],
  codeine: ['387494007', 'Codeine'],
  egg: ['102263004', 'Eggs (edible)'],
  erythromycin: ['372694001', 'Erythromycin'],
  grassPollen: ['256277009', 'Grass pollen'],
  houseDustMite: ['260147004', 'House dust mite'],
  ibuprofen: ['387207008', 'Ibuprofen'],
  latex: ['111088007', 'Latex'],
  peanut: ['256349002', 'Peanut'],
  penicillin: ['373270004', 'Penicillin'],
  ramipril: ['386872004', 'Ramipril'],
  noKnownAllergy: ['716186003', 'No known allergy'],
} as const satisfies Record<string, Concept>;
