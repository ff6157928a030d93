import type { Concept } from '../entries/concept.ts';

/** Services that patients are referred to. */
export const SERVICES = {
  cardiology: ['183519002', 'Referral to cardiologist'],
  orthopaedics: ['183545006', 'Referral to orthopaedic service'],
  physiotherapy: ['306170007', 'Referral to physiotherapy service'],
  dermatology: ['183518005', 'Referral to dermatologist'],
} as const satisfies Record<string, Concept>;

/** What a diary entry recalls the patient for. */
export const RECALLS = {
  bloodPressureCheck: ['171222001', 'Hypertension screening'],
  medicationReview: ['182836005', 'Review of medication'],
  diabeticReview: ['170777000', 'Diabetic annual review'],
  fluVaccination: ['86198006', 'Influenza vaccination'],
  retinalScreening: ['134395001', 'Diabetic retinopathy screening'],
} as const satisfies Record<string, Concept>;

/** Kinds of document that the record holds. */
export const DOCUMENTS = {
  referralLetter: ['823691000000103', 'Clinical letter'],
  dischargeSummary: ['373942005', 'Discharge summary'],
} as const satisfies Record<string, Concept>;
