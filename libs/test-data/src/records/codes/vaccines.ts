import type { Concept } from '../entries/concept.ts';

/** A vaccine as a product. */
export interface Vaccine {
  readonly product: Concept;
  readonly manufacturer?: string;
}

export const VACCINES = {
  comirnaty: {
    product: [
      '39115611000001103',
      'COVID-19 mRNA Vaccine BNT162b2 30micrograms/0.3ml dose concentrate for suspension for injection multidose vials (Pfizer Ltd)',
    ],
    manufacturer: 'Pfizer Ltd',
  },
  spikevax: {
    product: [
      '39326911000001101',
      'COVID-19 mRNA Vaccine Spikevax (nucleoside modified) 0.1mg/0.5mL dose dispersion for injection multidose vials (Moderna, Inc)',
    ],
    manufacturer: 'Moderna, Inc',
  },
} as const satisfies Record<string, Vaccine>;

/** What was done, by the disease it protects from. */
export const VACCINATIONS = {
  bcg: ['42284007', 'BCG vaccination'],
  covidFirst: ['1324681000000101', 'Administration of first dose of SARS-CoV-2 vaccine'],
  covidSecond: ['1324691000000104', 'Administration of second dose of SARS-CoV-2 vaccine'],
  covidThird: ['1363861000000103', 'Administration of third dose of SARS-CoV-2 vaccine'],
  covidFourth: ['1363791000000101', 'Administration of fourth dose of SARS-CoV-2 vaccine'],
  covidFifth: ['1363831000000108', 'Administration of fifth dose of SARS-CoV-2 vaccine'],
  influenza: ['822851000000102', 'Seasonal influenza vaccination'],
  influenzaByPharmacist: ['955691000000108', 'Seasonal influenza vaccination given by pharmacist'],
  measles: ['47435007', 'Measles vaccination'],
  pneumococcal: ['12866006', 'Pneumococcal vaccination'],
  polio: ['72093006', 'Poliomyelitis vaccination'],
  rubella: ['82314000', 'Rubella vaccination'],
  tetanus: ['127786006', 'Tetanus vaccination'],
  tripleFirst: ['170395004', 'First diphtheria, pertussis and tetanus triple vaccination'],
  tripleSecond: ['170396003', 'Second diphtheria, pertussis and tetanus triple vaccination'],
  tripleThird: ['170397007', 'Third diphtheria, pertussis and tetanus triple vaccination'],
} as const satisfies Record<string, Concept>;

export const SITES = {
  leftArm: ['368208006', 'Left upper arm structure'],
  rightArm: ['368209003', 'Right upper arm structure'],
} as const satisfies Record<string, Concept>;

export const INTRAMUSCULAR: Concept = ['78421000', 'Intramuscular route'];

/** Why a vaccination was not given. */
export const NOT_GIVEN = {
  noConsent: ['310376006', 'Immunisation consent not given'],
} as const satisfies Record<string, Concept>;

/** What patients decided beforehand. */
export const DECISIONS = {
  consent: ['310375005', 'Immunisation consent given'],
  dissentInfluenza: ['315640000', 'Influenza vaccination declined'],
} as const satisfies Record<string, Concept>;
