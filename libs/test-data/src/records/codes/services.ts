import type { Concept } from '../entries/concept.ts';

/** Services that patients are referred to. */
export const SERVICES = {
  cardiology: ['183519002', 'Referral to cardiology service'],
  orthopaedics: ['183545006', 'Referral to orthopaedic service'],
  physiotherapy: ['306170007', 'Referral to physiotherapy service'],
  surgery: ['183542009', 'Referral to general surgery service'],
} as const satisfies Record<string, Concept>;

/** What a diary entry recalls the patient for. */
export const RECALLS = {
  asthmaReview: ['394700004', 'Asthma annual review'],
  bloodPressureCheck: ['75367002', 'Blood pressure'],
  cervicalScreening: ['171149006', 'Screening for malignant neoplasm of cervix'],
  diabeticReview: ['170777000', 'Diabetic annual review'],
  fluVaccination: ['822851000000102', 'Seasonal influenza vaccination'],
  mammography: ['24623002', 'Screening mammography'],
  medicationReview: ['182836005', 'Review of medication'],
  retinalScreening: ['134395001', 'Diabetic retinopathy screening'],
  renalBloods: ['252167001', 'Urea and electrolytes'],
} as const satisfies Record<string, Concept>;

/** Kinds of document that the record holds. */
export const DOCUMENTS = {
  letter: ['823691000000103', 'Clinical letter'],
  dischargeLetter: ['823701000000103', 'Discharge letter'],
  dischargeSummary: ['373942005', 'Discharge summary'],
} as const satisfies Record<string, Concept>;
