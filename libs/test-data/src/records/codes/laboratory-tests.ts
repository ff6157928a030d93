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
const MILLIMOLES: Unit = ['mmol/L', 'mmol/L'];

const HAEMATOLOGY: Concept = ['HM', 'Hematology'];
const CHEMISTRY: Concept = ['CH', 'Chemistry'];

const BLOOD: Concept = ['122555007', 'Venous blood specimen'];
const URINE: Concept = ['122575003', 'Urine specimen'];

const panel = (code: Concept, section: Concept, tests: readonly Test[]): Panel => ({
  code,
  section,
  specimen: BLOOD,
  tests,
});

/** A test that is reported by itself, without a group. */
const alone = (test: Test, section = CHEMISTRY, specimen = BLOOD): Panel => ({
  code: test.code,
  section,
  specimen,
  tests: [test],
});

export const FULL_BLOOD_COUNT = panel(['26604007', 'Full blood count'], HAEMATOLOGY, [
  { code: ['1022431000000105', 'Haemoglobin estimation'], unit: ['g/L', 'g/L'], range: [115, 165] },
  { code: ['1022541000000102', 'Total white cell count'], unit: GIGA, range: [4, 11] },
  { code: ['1022651000000100', 'Platelet count'], unit: GIGA, range: [150, 400] },
  { code: ['1022491000000106', 'Mean corpuscular volume'], unit: ['fL', 'fL'], range: [80, 100] },
  { code: ['1022551000000104', 'Neutrophil count'], unit: GIGA, range: [1.8, 7.5] },
  { code: ['1022561000000101', 'Eosinophil count'], unit: GIGA, range: [0.02, 0.5] },
]);

export const UREA_AND_ELECTROLYTES = panel(['252167001', 'Urea and electrolytes'], CHEMISTRY, [
  { code: ['1000661000000107', 'Serum sodium level'], unit: MILLIMOLES, range: [133, 146] },
  { code: ['1000651000000109', 'Serum potassium level'], unit: MILLIMOLES, range: [3.5, 5.3] },
  { code: ['1000951000000103', 'Serum urea level'], unit: MILLIMOLES, range: [2.5, 7.8] },
  { code: ['1000731000000107', 'Serum creatinine level'], unit: ['µmol/L', 'umol/L'], range: [49, 90] },
  {
    code: ['1011481000000105', 'eGFR using creatinine (CKD-EPI) per 1.73 square metres'],
    unit: ['mL/min/1.73m²', 'mL/min/{1.73_m2}'],
    range: [60],
  },
]);

export const LIPIDS = panel(['16254007', 'Lipid panel'], CHEMISTRY, [
  { code: ['1005671000000105', 'Serum cholesterol level'], unit: MILLIMOLES, range: [undefined, 5] },
  { code: ['1005681000000107', 'Serum HDL cholesterol level'], unit: MILLIMOLES, range: [1.2] },
  { code: ['1022191000000100', 'Serum LDL cholesterol level'], unit: MILLIMOLES, range: [undefined, 3] },
  { code: ['1005691000000109', 'Serum triglycerides level'], unit: MILLIMOLES, range: [undefined, 1.7] },
]);

export const LIVER_FUNCTION = panel(['26958001', 'Liver function test'], CHEMISTRY, [
  { code: ['997591000000109', 'Serum total bilirubin level'], unit: ['µmol/L', 'umol/L'], range: [undefined, 21] },
  { code: ['1018251000000107', 'Serum alanine aminotransferase level'], unit: ['IU/L', '[iU]/L'], range: [10, 49] },
  { code: ['1000621000000104', 'Serum alkaline phosphatase level'], unit: ['IU/L', '[iU]/L'], range: [30, 130] },
  { code: ['1000821000000103', 'Serum albumin level'], unit: ['g/L', 'g/L'], range: [35, 50] },
]);

/** Plasma glucose, fasting and two hours after 75 g of glucose. */
export const GLUCOSE_TOLERANCE = panel(['113076002', 'Glucose tolerance test'], CHEMISTRY, [
  { code: ['1010671000000102', 'Plasma glucose level'], unit: MILLIMOLES, range: [undefined, 5.5] },
  { code: ['1010671000000102', 'Plasma glucose level'], unit: MILLIMOLES, range: [undefined, 7.7] },
]);

export const HBA1C = alone({
  code: ['999791000000106', 'Haemoglobin A1c level - IFCC standardised'],
  unit: ['mmol/mol', 'mmol/mol'],
  range: [20, 41],
});

export const FERRITIN = alone({
  code: ['993381000000106', 'Serum ferritin level'],
  unit: ['µg/L', 'ug/L'],
  range: [15, 200],
});

export const C_REACTIVE_PROTEIN = alone({
  code: ['1001371000000100', 'Serum C reactive protein level'],
  unit: ['mg/L', 'mg/L'],
  range: [undefined, 5],
});

export const THYROID_STIMULATING_HORMONE = alone({
  code: ['1022791000000101', 'Serum thyroid stimulating hormone level'],
  unit: ['mIU/L', 'm[iU]/L'],
  range: [0.35, 4.94],
});

export const ALBUMIN_CREATININE_RATIO = alone(
  {
    code: ['1023491000000104', 'Urine albumin:creatinine ratio'],
    unit: ['mg/mmol', 'mg/mmol'],
    range: [undefined, 3],
  },
  CHEMISTRY,
  URINE,
);

/** Cervical cytology is reported in words. */
export const CERVICAL_CYTOLOGY = alone(
  { code: ['1020451000000104', 'Cervical cytology test'], unit: ['1'] },
  ['CP', 'Cytopathology'],
  ['276446009', 'Cervical smear sample'],
);

/** Pictures, which are reported in words and without a specimen. */
export const IMAGING = {
  kneeXRay: { code: ['74016001', 'Plain X-ray of knee'], section: ['RAD', 'Radiology'] },
  abdominalUltrasound: { code: ['45036003', 'Ultrasonography of abdomen'], section: ['RUS', 'Radiology ultrasound'] },
} as const satisfies Record<string, { readonly code: Concept; readonly section: Concept }>;
