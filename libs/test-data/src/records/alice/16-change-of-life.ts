import { DIAGNOSES, PROCEDURES } from '../codes/diagnoses.ts';
import { FINDINGS } from '../codes/findings.ts';
import { CERVICAL_CYTOLOGY, FULL_BLOOD_COUNT, THYROID_STIMULATING_HORMONE } from '../codes/laboratory-tests.ts';
import { MEDICINES } from '../codes/medicines.ts';
import { DOCUMENTS, SERVICES } from '../codes/services.ts';
import { monthsAfter } from '../dates.ts';
import type { Chart } from '../entries/chart.ts';
import { recordConsultation } from '../entries/consultation.ts';
import { document } from '../entries/document.ts';
import { laboratoryReport } from '../entries/investigation.ts';
import { issuedEvery, prescribe } from '../entries/medication.ts';
import { bloodPressure, codedEntry, note } from '../entries/observation.ts';
import { opensProblem } from '../entries/problem.ts';
import { refer } from '../entries/referral.ts';
import { recordOutsideConsultation } from '../entries/visit.ts';

/** 2012 to 2024: smears and screening, hot flushes, a frozen shoulder. */
export function changeOfLife(chart: Chart): void {
  screening(chart);
  hotFlushes(chart);
  frozenShoulder(chart);
}

function screening(chart: Chart): void {
  const smear = (result: string, filing: string) =>
    laboratoryReport({ panel: CERVICAL_CYTOLOGY, results: [result], after: 12, filing });
  recordOutsideConsultation({ chart, date: '2005-11-22', clinician: 'brennan' }, [
    smear('Negative. Endocervical cells seen.', 'Recall 3 years'),
  ]);
  recordOutsideConsultation({ chart, date: '2012-02-07', clinician: 'brennan' }, [
    smear('Borderline nuclear change. HPV test negative.', 'Routine recall, letter explained by telephone'),
  ]);
  for (const date of ['2015-02-24', '2020-02-18']) {
    recordOutsideConsultation({ chart, date, clinician: 'okafor' }, [
      codedEntry(PROCEDURES.hormonalCoil, 'Mirena changed'),
    ]);
  }
  recordOutsideConsultation({ chart, date: '2019-11-19', clinician: 'achebe' }, [
    smear('HPV not detected. Cytology not needed.', 'Recall 3 years'),
  ]);
  recordOutsideConsultation({ chart, date: '2023-11-30', clinician: 'achebe' }, [
    document({
      type: DOCUMENTS.letter,
      description: 'Breast screening, first invitation: mammograms normal, recall 3 years',
      from: 'hospital',
      bytes: 15_330,
      written: '2023-11-24',
    }),
  ]);
}

function hotFlushes(chart: Chart): void {
  recordConsultation(chart, {
    date: '2021-09-28',
    time: '15:40',
    clinician: 'lindqvist',
    minutes: 15,
    topics: [
      {
        title: 'Menopause',
        problem: 'menopause',
        entries: [
          opensProblem({ key: 'menopause', code: DIAGNOSES.menopausalFlushing, significance: 'minor' }),
          codedEntry(FINDINGS.insomnia, 'Sheets soaked at 2 and 4'),
          note(
            'Ten a day, one in front of 9C. Mirena in place (2020), so no bleeding to go by. No breast cancer in the family.',
          ),
          bloodPressure(135, 80),
          laboratoryReport({ panel: THYROID_STIMULATING_HORMONE, results: [2.1] }),
          laboratoryReport({ panel: FULL_BLOOD_COUNT, results: [132, 7.4, 288, 88, 4.2, 0.42] }),
          prescribe({
            medicine: MEDICINES.oestradiolPatches,
            type: 'repeat',
            dosage: 'One patch twice a week',
            supply: [24, 'patch'],
            days: 84,
            allowed: 4,
            issues: issuedEvery(84, monthsAfter(chart.today, -10), chart.today),
          }),
          note('Mirena covers the womb until 2025. Patch, not tablet, for the blood pressure. Sick of fans.'),
        ],
      },
    ],
  });
}

function frozenShoulder(chart: Chart): void {
  recordConsultation(chart, {
    date: '2023-01-31',
    time: '11:25',
    clinician: 'lindqvist',
    topics: [
      {
        title: 'Left shoulder',
        problem: 'shoulder',
        headings: {
          History: [
            opensProblem({
              key: 'shoulder',
              code: DIAGNOSES.frozenShoulder,
              significance: 'minor',
              ended: '2024-07-01',
              relatives: { diabetes: 'parent' },
            }),
            codedEntry(FINDINGS.shoulderPain, 'Cannot do up her bra or write on the top of the board, 3 months'),
          ],
          Examination: [note('External rotation 20°, abduction 70°, passive the same.')],
          Plan: [
            refer({
              to: 'physiotherapy',
              service: SERVICES.physiotherapy,
              reason: DIAGNOSES.frozenShoulder,
              text: 'Frozen left shoulder in a diabetic, injected today, 49.',
            }),
            note('40 mg triamcinolone into the joint. Sugars may touch 15 for a few days.'),
          ],
        },
      },
    ],
  });
}
