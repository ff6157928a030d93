import type { Concept, Unit } from '../entries/concept.ts';

/** One laboratory test: its unit, and its reference range where it has one. */
export interface Test {
  readonly code: Concept;
  readonly unit: Unit;
  readonly range?: readonly [low: number | undefined, high?: number];
}

/** Tests that are reported together. */
export interface Panel {
  readonly code: Concept;
  readonly section: Concept;
  readonly specimen: Concept;
  readonly tests: readonly Test[];
}

const GIGA: Unit = ['10*9/L', '10*9/L'];

const HAEMATOLOGY: Concept = ['HM', 'Hematology'];

const BLOOD: Concept = ['122555007', 'Venous blood specimen'];

/** Full blood count. */
export const FULL_BLOOD_COUNT: Panel = {
  code: ['26604007', 'Full blood count'],
  section: HAEMATOLOGY,
  specimen: BLOOD,
  tests: [
    { code: ['1022431000000105', 'Haemoglobin estimation'], unit: ['g/L', 'g/L'], range: [115, 165] },
    { code: ['1022541000000102', 'Total white cell count'], unit: GIGA, range: [4, 11] },
    { code: ['1022651000000100', 'Platelet count'], unit: GIGA, range: [150, 400] },
    { code: ['1022491000000106', 'Mean corpuscular volume'], unit: ['fL', 'fL'], range: [80, 100] },
    { code: ['1022551000000104', 'Neutrophil count'], unit: GIGA, range: [1.8, 7.5] },
    { code: ['1022561000000101', 'Eosinophil count'], unit: GIGA, range: [0.02, 0.5] },
  ],
};

/** Urea and electrolytes. */
export const UREA_AND_ELECTROLYTES: Panel = {
  code: ['252167001', 'Urea and electrolytes'],
  section: ['CH', 'Chemistry'],
  specimen: BLOOD,
  tests: [
    { code: ['1000661000000107', 'Serum sodium level'], unit: ['mmol/L', 'mmol/L'], range: [133, 146] },
    { code: ['1000651000000109', 'Serum potassium level'], unit: ['mmol/L', 'mmol/L'], range: [3.5, 5.3] },
    { code: ['1000951000000103', 'Serum urea level'], unit: ['mmol/L', 'mmol/L'], range: [2.5, 7.8] },
    { code: ['1000731000000107', 'Serum creatinine level'], unit: ['µmol/L', 'umol/L'], range: [49, 90] },
  ],
};
