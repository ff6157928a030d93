import type { Concept } from '../entries/concept.ts';

/** Symptoms, signs and circumstances: entries that are no problem of their own. */
export const FINDINGS = {
  backache: ['161891005', 'Backache'],
  cough: ['49727002', 'Cough'],
  diarrhoea: ['62315008', 'Diarrhoea'],
  exSmoker: ['8517006', 'Ex-smoker'],
  familyHistoryOfDiabetes: ['160303001', 'Family history of diabetes mellitus'],
  familyHistoryOfHypertension: ['160357008', 'Family history of hypertension'],
  fatigue: ['84229001', 'Fatigue'],
  fever: ['386661006', 'Fever'],
  headache: ['25064002', 'Headache'],
  kneePain: ['30989003', 'Knee pain'],
  nausea: ['422587007', 'Nausea'],
  neverSmoked: ['266919005', 'Never smoked tobacco'],
  rash: ['271807003', 'Eruption of skin'],
  shoulderPain: ['45326000', 'Shoulder pain'],
  smoker: ['77176002', 'Smoker'],
  urticaria: ['126485001', 'Urticaria'],
  angioedema: ['41291007', 'Angioedema'],
  wheezing: ['56018004', 'Wheezing'],
} as const satisfies Record<string, Concept>;

/** Things done at the practice that are recorded by a code alone. */
export const DONE = {
  medicationReview: ['314530002', 'Medication review done'],
  diabeticAnnualReview: ['170777000', 'Diabetic annual review'],
  asthmaAnnualReview: ['394700004', 'Asthma annual review'],
  diabeticFootExamination: ['401191002', 'Diabetic foot examination'],
  followUp: ['390906007', 'Follow-up encounter'],
} as const satisfies Record<string, Concept>;
