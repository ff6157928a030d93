import type { Concept } from '../entries/concept.ts';

/** A medicine: its concept, or the one for a degraded entry with the text that was recorded. */
export interface Medicine {
  readonly concept: Concept;
  readonly text?: string;
}

const medicine = (code: string, display: string): Medicine => ({ concept: [code, display] });

/** GP Connect's way with a medicine that the system holds as text: no code of its own survived. */
const uncoded = (text: string): Medicine => ({
  concept: ['196421000000109', 'Transfer-degraded medication entry'],
  text,
});

export const MEDICINES = {
  amlodipine5: medicine('319283006', 'Amlodipine 5mg tablets'),
  amoxicillin500: medicine('323510009', 'Amoxicillin 500mg capsules'),
  atorvastatin20: medicine('320030001', 'Atorvastatin 20mg tablets'),
  bendroflumethiazide: medicine('317919004', 'Bendroflumethiazide 2.5mg tablets'),
  cetirizine: medicine('320818006', 'Cetirizine 10mg tablets'),
  dapagliflozin: medicine('1145541007', 'Dapagliflozin 10mg tablets'),
  gliclazide: medicine('325238000', 'Gliclazide 80mg tablets'),
  losartan50: medicine('318956006', 'Losartan 50mg tablets'),
  losartan100: medicine('407784004', 'Losartan 100mg tablets'),
  metformin500: medicine('325278007', 'Metformin 500mg tablets'),
  omeprazole20: medicine('317291008', 'Omeprazole 20mg gastro-resistant capsules'),
  paracetamol: medicine('322236009', 'Paracetamol 500mg tablets'),
  ramipril25: medicine('318901006', 'Ramipril 2.5mg capsules'),
  ramipril5: medicine('318902004', 'Ramipril 5mg capsules'),
  salbutamol: medicine('39113611000001102', 'Salbutamol 100micrograms/dose inhaler CFC free'),
  simvastatin40: medicine('320000009', 'Simvastatin 40mg tablets'),
  becotide: uncoded('Becotide 50 inhaler'),
  beclometasoneNasal: uncoded('Beconase aqueous nasal spray'),
  clenil: uncoded('Clenil Modulite 100micrograms/dose inhaler'),
  coCodamol: uncoded('Co-codamol 30mg/500mg tablets'),
  doxycycline: uncoded('Doxycycline 100mg capsules'),
  erythromycin: uncoded('Erythroped suspension 250mg/5ml'),
  ferrousSulfate: uncoded('Ferrous sulphate 200mg tablets'),
  folicAcid: uncoded('Folic acid 400microgram tablets'),
  hydrocortisone: uncoded('Hydrocortisone 1% cream'),
  insulin: uncoded('Insulatard InnoLet 100units/ml'),
  microgynon: uncoded('Microgynon 30 tablets'),
  naproxen: uncoded('Naproxen 500mg tablets'),
  nitrofurantoin: uncoded('Nitrofurantoin 100mg modified-release capsules'),
  oestradiolPatches: uncoded('Estradiol 50micrograms/24hours transdermal patches'),
  oramorph: uncoded('Morphine sulfate 10mg/5ml oral solution'),
  penicillinV: uncoded('Penicillin V elixir 125mg/5ml'),
  prednisolone: uncoded('Prednisolone 5mg tablets'),
  rivaroxaban: uncoded('Rivaroxaban 10mg tablets'),
  semaglutide: uncoded('Semaglutide 0.5mg/0.37ml solution for injection pre-filled pen'),
  sertraline50: uncoded('Sertraline 50mg tablets'),
  testStrips: uncoded('Blood glucose biosensor test strips'),
  trimethoprim: uncoded('Trimethoprim 200mg tablets'),
  ventolin: uncoded('Ventolin inhaler'),
} as const satisfies Record<string, Medicine>;
