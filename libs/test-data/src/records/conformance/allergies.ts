import { ALLERGENS } from '../codes/allergens.ts';
import { FINDINGS } from '../codes/findings.ts';
import { allergy } from '../entries/allergy.ts';

/** Allergies as the records of the conformance patients hold them, each in the words of its own record. */
export const ACTIVE_ALLERGIES = {
  peanut: allergy({
    to: ALLERGENS.peanut,
    category: 'environment',
    type: 'allergy',
    reaction: FINDINGS.angioedema,
    severity: 'severe',
    note: 'Carries two pens',
  }),
  latex: allergy({ to: ALLERGENS.latex, category: 'environment', reaction: FINDINGS.rash, severity: 'mild' }),
  aspirin: allergy({ to: ALLERGENS.aspirin, category: 'medication', type: 'intolerance', reaction: FINDINGS.wheezing }),
  erythromycin: allergy({
    to: ALLERGENS.erythromycin,
    category: 'medication',
    type: 'intolerance',
    reaction: FINDINGS.diarrhoea,
  }),
  /** Only how bad it was is known. */
  ibuprofen: allergy({ to: ALLERGENS.ibuprofen, category: 'medication', severity: 'moderate', note: 'As a child' }),
  grassPollen: allergy({ to: ALLERGENS.grassPollen, category: 'environment', type: 'allergy', onset: '1984' }),
} as const;

export const ENDED_ALLERGIES = {
  egg: allergy({
    to: ALLERGENS.egg,
    category: 'environment',
    type: 'allergy',
    reaction: FINDINGS.urticaria,
    ended: { date: '2012-05-09', reason: 'Passed an oral challenge in the clinic' },
  }),
  penicillin: allergy({
    to: ALLERGENS.penicillin,
    category: 'medication',
    reaction: FINDINGS.rash,
    ended: { date: '2018-11-20', reason: 'Entered in error: it was the measles' },
  }),
  houseDustMite: allergy({ to: ALLERGENS.houseDustMite, category: 'environment', ended: { date: '2004-02-17' } }),
  codeine: allergy({
    to: ALLERGENS.codeine,
    category: 'medication',
    type: 'intolerance',
    reaction: FINDINGS.nausea,
    ended: { date: '2009-08-03' },
  }),
} as const;
