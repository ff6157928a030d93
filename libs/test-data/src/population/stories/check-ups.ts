import { DONE, FINDINGS } from '../../records/codes/findings.ts';
import { CERVICAL_CYTOLOGY, FULL_BLOOD_COUNT, LIPIDS } from '../../records/codes/laboratory-tests.ts';
import { MEASURES } from '../../records/codes/measures.ts';
import { DOCUMENTS, RECALLS } from '../../records/codes/services.ts';
import { monthsAfter } from '../../records/dates.ts';
import { recall } from '../../records/entries/diary.ts';
import { document } from '../../records/entries/document.ts';
import { laboratoryReport } from '../../records/entries/investigation.ts';
import { codedEntry, measured } from '../../records/entries/observation.ts';
import { recordOutsideConsultation } from '../../records/entries/visit.ts';
import { aGp, aNurse, dayAgo, reading, type Life } from './life.ts';

export function isScreened(life: Life): void {
  const { chart, random } = life;
  recordOutsideConsultation({ chart, date: dayAgo(life, 30, 1100), clinician: aNurse(life) }, [
    codedEntry(FINDINGS.smearNegative),
    laboratoryReport({ panel: CERVICAL_CYTOLOGY, results: ['Negative. HPV not detected'], after: 12 }),
    recall({ what: RECALLS.cervicalScreening, due: monthsAfter(chart.today, random.whole(2, 36)) }),
  ]);
}

export function hasAHealthCheck(life: Life): void {
  const { chart } = life;
  recordOutsideConsultation({ chart, date: dayAgo(life, 30, 1800), clinician: aNurse(life) }, [
    codedEntry(DONE.adultHealthExamination, 'Check at midlife'),
    measured(MEASURES.qrisk2, reading(life, [1, 24], 1)),
    laboratoryReport({
      panel: LIPIDS,
      results: [reading(life, [3.4, 7.2], 1), reading(life, [0.9, 2.1], 1), reading(life, [1.6, 4.6], 1)],
      filing: 'Discussed',
    }),
  ]);
}

export function hasABloodCount(life: Life): void {
  const { chart } = life;
  recordOutsideConsultation({ chart, date: dayAgo(life, 3, 900), clinician: aGp(life) }, [
    laboratoryReport({
      panel: FULL_BLOOD_COUNT,
      results: [
        reading(life, [98, 168]),
        reading(life, [3.8, 12], 1),
        reading(life, [140, 420]),
        reading(life, [74, 101], 1),
      ],
      reason: 'Tired',
    }),
  ]);
}

export function goesToHospital(life: Life): void {
  const { chart, random } = life;
  recordOutsideConsultation({ chart, date: dayAgo(life, 14, 2000), clinician: aGp(life) }, [
    document({
      type: random.pick([DOCUMENTS.letter, DOCUMENTS.dischargeLetter, DOCUMENTS.dischargeSummary]),
      description: random.pick(['Seen in the fracture clinic', 'Day case, went home well', 'Clinic letter']),
      from: 'hospital',
      bytes: random.whole(12_000, 240_000),
    }),
    codedEntry(DONE.followUp, 'Letter read and filed'),
  ]);
}
