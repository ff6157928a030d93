import type { Concept, Unit } from '../entries/concept.ts';

/** Something measured at the practice, and its unit. */
export interface Measure {
  readonly code: Concept;
  readonly unit: Unit;
}

export const COMMENT_NOTE: Concept = ['37331000000100', 'Comment note'];

const MMHG: Unit = ['mmHg', 'mm[Hg]'];

export const BLOOD_PRESSURE: Concept = ['75367002', 'Blood pressure'];
export const SYSTOLIC: Measure = { code: ['271649006', 'Systolic blood pressure'], unit: MMHG };
export const DIASTOLIC: Measure = { code: ['271650006', 'Diastolic blood pressure'], unit: MMHG };

/** What is weighed, measured and counted in the consulting room. */
export const MEASURES = {
  weight: { code: ['27113001', 'Body weight'], unit: ['kg', 'kg'] },
  height: { code: ['50373000', 'Body height measure'], unit: ['cm', 'cm'] },
  bodyMassIndex: { code: ['60621009', 'Body mass index'], unit: ['kg/m²', 'kg/m2'] },
  waist: { code: ['276361009', 'Waist circumference'], unit: ['cm', 'cm'] },
  peakFlow: { code: ['18491006', 'Peak expiratory flow rate'], unit: ['L/min', 'L/min'] },
  temperature: { code: ['386725007', 'Body temperature'], unit: ['°C', 'Cel'] },
  pulse: { code: ['78564009', 'Pulse rate'], unit: ['beats/min', '/min'] },
  respiratoryRate: { code: ['86290005', 'Respiratory rate'], unit: ['breaths/min', '/min'] },
  oxygenSaturation: { code: ['431314004', 'Peripheral oxygen saturation'], unit: ['%', '%'] },
  cigarettesPerDay: { code: ['230056004', 'Cigarette consumption'], unit: ['cigarettes/day', '/d'] },
  alcohol: { code: ['160573003', 'Alcohol intake'], unit: ['units/week', '/wk'] },
  phq9: { code: ['720433000', 'Patient Health Questionnaire Nine Item score'], unit: ['/27'] },
  qrisk2: { code: ['718087004', 'QRISK2 cardiovascular disease 10 year risk score'], unit: ['%', '%'] },
  gestation: { code: ['57036006', 'Fetal gestational age'], unit: ['weeks', 'wk'] },
} as const satisfies Record<string, Measure>;
