import type { Concept } from '../entries/concept.ts';

/** A vaccine as a product. */
export interface Vaccine {
  readonly product: Concept;
  readonly manufacturer?: string;
}

/** What was done, by the disease it protects from. */
export const VACCINATIONS = {
  influenza: ['86198006', 'Influenza vaccination'],
  pneumococcal: ['12866006', 'Pneumococcal vaccination'],
  tetanus: ['127786006', 'Tetanus vaccination'],
} as const satisfies Record<string, Concept>;

export const SITES = {
  leftArm: ['368208006', 'Left upper arm structure'],
  rightArm: ['368209003', 'Right upper arm structure'],
} as const satisfies Record<string, Concept>;

export const INTRAMUSCULAR: Concept = ['78421000', 'Intramuscular route'];

/** Why a vaccination was not given. */
export const NOT_GIVEN = {
  declined: ['591000119102', 'Vaccine declined by patient'],
} as const satisfies Record<string, Concept>;

/** What patients decided beforehand. */
export const DECISIONS = {
  dissentInfluenza: ['723241000000100', 'Dissent for influenza vaccination'],
  consentInfluenza: ['1066171000000108', 'Consent given for seasonal influenza vaccination'],
} as const satisfies Record<string, Concept>;
