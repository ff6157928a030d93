import type { Concept } from '../entries/concept.ts';

/** A medicine: its dm+d concept, or a degraded one with the text that was recorded. */
export interface Medicine {
  readonly concept: Concept;
  readonly text?: string;
}

const dmd = (code: string, display: string): Medicine => ({ concept: [code, display] });

/** An entry whose code was lost when the record moved between systems. */
const degraded = (text: string): Medicine => ({
  concept: ['196421000000109', 'Transfer-degraded medication entry'],
  text,
});

export const MEDICINES = {
  amlodipine5: dmd('319283006', 'Amlodipine 5mg tablets'),
  amoxicillin500: dmd('323510009', 'Amoxicillin 500mg capsules'),
  bendroflumethiazide: dmd('317919004', 'Bendroflumethiazide 2.5mg tablets'),
  becotide: degraded('Becotide 50 inhaler'),
  ramipril5: dmd('318902004', 'Ramipril 5mg capsules'),
  simvastatin40: dmd('320000009', 'Simvastatin 40mg tablets'),
  paracetamol: dmd('322236009', 'Paracetamol 500mg tablets'),
  sertraline50: dmd('321988008', 'Sertraline 50mg tablets'),
  omeprazole20: dmd('317334001', 'Omeprazole 20mg gastro-resistant capsules'),
} as const satisfies Record<string, Medicine>;
