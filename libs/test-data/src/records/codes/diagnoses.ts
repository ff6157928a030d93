import type { Concept } from '../entries/concept.ts';

/** Conditions that become problems, and what is done about some of them. */
export const DIAGNOSES = {
  allergicRhinitis: ['367498001', 'Seasonal allergic rhinitis'],
  acuteBronchitis: ['10509002', 'Acute bronchitis'],
  acuteTonsillitis: ['17741008', 'Acute tonsillitis'],
  acuteOtitisMedia: ['3110003', 'Acute otitis media'],
  allergyToPenicillin: ['91936005', 'Allergy to penicillin'],
  anxiety: ['48694002', 'Anxiety'],
  asthma: ['195967001', 'Asthma'],
  carpalTunnel: ['57406009', 'Carpal tunnel syndrome'],
  chickenpox: ['38907003', 'Varicella'],
  chronicKidneyDisease3: ['433144002', 'Chronic kidney disease stage 3'],
  covid: ['840539006', 'Disease caused by SARS-CoV-2'],
  eczema: ['43116000', 'Eczema'],
  essentialHypertension: ['59621000', 'Essential hypertension'],
  fractureOfDistalRadius: ['263199001', 'Fracture of distal end of radius'],
  gallstones: ['235919008', 'Gallbladder calculus'],
  gestationalDiabetes: ['11687002', 'Gestational diabetes mellitus'],
  hypercholesterolaemia: ['13644009', 'Hypercholesterolaemia'],
  hypothyroidism: ['40930008', 'Hypothyroidism'],
  ironDeficiencyAnaemia: ['87522002', 'Iron deficiency anaemia'],
  kneeOsteoarthritis: ['239873007', 'Osteoarthritis of knee'],
  hipOsteoarthritis: ['239872002', 'Osteoarthritis of hip'],
  lowBackPain: ['279039007', 'Low back pain'],
  menorrhagia: ['386692008', 'Menorrhagia'],
  meniscusTear: ['239720000', 'Tear of meniscus of knee'],
  migraine: ['37796009', 'Migraine'],
  miscarriage: ['17369002', 'Miscarriage'],
  obesity: ['414916001', 'Obesity'],
  postnatalDepression: ['58703003', 'Postpartum depression'],
  prediabetes: ['15777000', 'Prediabetes'],
  pregnancy: ['77386006', 'Pregnant'],
  reflux: ['235595009', 'Gastro-oesophageal reflux disease'],
  type2Diabetes: ['44054006', 'Type 2 diabetes mellitus'],
  urinaryTractInfection: ['68566005', 'Urinary tract infectious disease'],
} as const satisfies Record<string, Concept>;

/** Operations and procedures, as they stand in the record. */
export const PROCEDURES = {
  caesareanSection: ['11466000', 'Caesarean section'],
  cholecystectomy: ['38102005', 'Cholecystectomy'],
  normalDelivery: ['48782003', 'Normal delivery'],
  totalKneeReplacement: ['609588000', 'Total replacement of knee joint'],
} as const satisfies Record<string, Concept>;
