import { DIAGNOSES } from '../codes/diagnoses.ts';
import { FINDINGS } from '../codes/findings.ts';
import { MEASURES } from '../codes/measures.ts';
import { MEDICINES } from '../codes/medicines.ts';
import type { Chart } from '../entries/chart.ts';
import { recordConsultation } from '../entries/consultation.ts';
import { issuedEvery, prescribe } from '../entries/medication.ts';
import { codedEntry, measured, note } from '../entries/observation.ts';
import { opensProblem } from '../entries/problem.ts';
import { recordOutsideConsultation } from '../entries/visit.ts';

/** 2006: low after Tomos, and well again by Christmas. */
export function afterTomos(chart: Chart): void {
  recordConsultation(chart, {
    date: '2006-01-24',
    time: '16:30',
    clinician: 'lindqvist',
    minutes: 20,
    topics: [
      {
        title: 'Low mood',
        problem: 'postnatal-depression',
        entries: [
          opensProblem({
            key: 'postnatal-depression',
            code: DIAGNOSES.postnatalDepression,
            significance: 'major',
            onset: '2005-11-01',
            ended: '2007-01-16',
          }),
          codedEntry(FINDINGS.insomnia, 'Awake at 3 even when he sleeps'),
          measured(MEASURES.phq9, 17),
          note(
            'Tearful, feels a bad mother; no thoughts of harm to herself or the children. Health visitor is coming weekly.',
          ),
          prescribe({
            medicine: MEDICINES.sertraline50,
            type: 'repeat',
            dosage: 'One each morning',
            supply: [28, 'tablet'],
            days: 28,
            allowed: 6,
            issues: issuedEvery(28, '2006-01-24', '2006-04-01'),
            stopped: { date: '2006-12-05', reason: 'Recovered' },
          }),
          note('Breastfeeding: sertraline is fine. See in 2 weeks.'),
        ],
      },
    ],
  });
  recordConsultation(chart, {
    date: '2006-03-07',
    time: '09:50',
    clinician: 'lindqvist',
    type: 'telephone',
    topics: [
      {
        title: 'Low mood',
        problem: 'postnatal-depression',
        entries: [measured(MEASURES.phq9, 11), note('“The fog is lifting.” Back at choir.')],
      },
    ],
  });
  recordOutsideConsultation({ chart, date: '2006-12-05', clinician: 'lindqvist', problem: 'postnatal-depression' }, [
    measured(MEASURES.phq9, 4, 'Stopping sertraline over a month'),
  ]);
}
