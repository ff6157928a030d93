import { DIAGNOSES } from '../codes/diagnoses.ts';
import { DONE, FINDINGS } from '../codes/findings.ts';
import { IMAGING } from '../codes/laboratory-tests.ts';
import { MEASURES } from '../codes/measures.ts';
import { MEDICINES } from '../codes/medicines.ts';
import { DOCUMENTS, SERVICES } from '../codes/services.ts';
import { monthsAfter } from '../dates.ts';
import type { Chart } from '../entries/chart.ts';
import { recordConsultation } from '../entries/consultation.ts';
import { document } from '../entries/document.ts';
import { imagingReport } from '../entries/imaging.ts';
import { issuedEvery, prescribe } from '../entries/medication.ts';
import { bloodPressure, codedEntry, measured, note } from '../entries/observation.ts';
import { opensProblem } from '../entries/problem.ts';
import { refer } from '../entries/referral.ts';
import { about, recordOutsideConsultation } from '../entries/visit.ts';

/** 1991 to 1999: a student, a skier, a smoker for a while, married in 1999. */
export function beforeTheChildren(chart: Chart): void {
  offToUniversity(chart);
  hayFever(chart);
  theSkiingAccident(chart);
  theLateNineties(chart);
}

function offToUniversity(chart: Chart): void {
  recordConsultation(chart, {
    date: '1991-09-24',
    time: '16:10',
    clinician: 'fielding',
    at: 'saltmere',
    minutes: 15,
    topics: [
      {
        title: 'Contraception',
        entries: [
          note('18 today, off to Bangor next week. Wants the pill. No migraine, no clots in the family.'),
          codedEntry(FINDINGS.currentSmoker, 'Five a day since the summer'),
          measured(MEASURES.cigarettesPerDay, 5),
          bloodPressure(112, 68),
          measured(MEASURES.weight, 58.5),
          measured(MEASURES.height, 166),
          prescribe({
            medicine: MEDICINES.microgynon,
            type: 'repeat',
            dosage: 'One daily for 21 days, then 7 days without',
            supply: [126, 'tablet'],
            days: 168,
            issues: ['1991-09-24', '1992-03-10', '1992-08-25'],
            stopped: { date: '2000-03-14', reason: 'Planning a pregnancy' },
          }),
          codedEntry(DONE.smokingCessationEducation, 'Asthma, and now the pill: told plainly'),
        ],
      },
    ],
  });
}

function hayFever(chart: Chart): void {
  recordConsultation(chart, {
    date: '1993-06-08',
    time: '10:35',
    clinician: 'fielding',
    at: 'saltmere',
    topics: [
      {
        title: 'Hay fever',
        problem: 'hay-fever',
        entries: [
          opensProblem({
            key: 'hay-fever',
            code: DIAGNOSES.seasonalRhinitis,
            significance: 'minor',
            relatives: { asthma: 'sibling' },
            note: 'Finals in a week, eyes streaming',
          }),
          prescribe({
            medicine: MEDICINES.beclometasoneNasal,
            type: 'acute',
            dosage: 'Two sprays in each nostril twice a day, May to July',
            supply: [1, 'spray'],
            days: 50,
          }),
          prescribe({
            medicine: MEDICINES.cetirizine,
            type: 'acute',
            dosage: 'One at night when needed',
            supply: [30, 'tablet'],
            days: 30,
          }),
        ],
      },
    ],
  });
  recordOutsideConsultation({ chart, date: '1994-10-11', clinician: 'fielding', problem: 'asthma' }, [
    prescribe({
      medicine: MEDICINES.clenil,
      type: 'repeat',
      dosage: 'Two puffs twice a day through the spacer',
      supply: [1, 'inhaler'],
      days: 50,
      allowed: 6,
      issues: issuedEvery(75, monthsAfter(chart.today, -8), chart.today),
    }),
    measured(MEASURES.peakFlow, 395),
  ]);
}

function theSkiingAccident(chart: Chart): void {
  recordConsultation(chart, {
    date: '1995-02-21',
    time: '08:50',
    clinician: 'fielding',
    at: 'saltmere',
    topics: [
      {
        title: 'Right knee',
        problem: 'meniscus',
        headings: {
          History: [note('Twisted right knee skiing in Val d’Isère 10 days ago. Swelled overnight; locks on stairs.')],
          Examination: [
            opensProblem({
              key: 'meniscus',
              code: DIAGNOSES.meniscusTear,
              significance: 'major',
              onset: '1995-02-11',
              ended: '1996-01-30',
            }),
            codedEntry(FINDINGS.kneePain, 'Effusion, tender medial joint line, 10° short of straight'),
          ],
          Plan: [
            imagingReport({ of: IMAGING.kneeXRay, report: 'Effusion. No bony injury.' }),
            refer({
              to: 'hospital',
              service: SERVICES.orthopaedics,
              priority: 'urgent',
              text: 'Locked right knee after a skiing injury, probable medial meniscus tear. Arthroscopy?',
            }),
          ],
        },
      },
    ],
  });
  recordOutsideConsultation({ chart, date: '1995-09-19', clinician: 'fielding', problem: 'meniscus' }, [
    document({
      type: DOCUMENTS.letter,
      description: 'Orthopaedics: arthroscopic trim of medial meniscus, right. Early wear of the cartilage noted',
      from: 'hospital',
      bytes: 18_870,
      contentType: 'image/tiff',
    }),
  ]);
}

function theLateNineties(chart: Chart): void {
  recordOutsideConsultation({ chart, date: '1996-11-05', clinician: 'fielding' }, [
    codedEntry(FINDINGS.smearNegative, 'Recall 3 years'),
  ]);
  recordConsultation(chart, {
    date: '1998-05-12',
    time: '11:05',
    clinician: 'fielding',
    at: 'saltmere',
    topics: [
      {
        title: 'Cystitis',
        entries: [
          codedEntry(FINDINGS.dysuria, '3 days, no fever, no loin pain'),
          codedEntry(DIAGNOSES.urinaryTractInfection, 'Nitrites ++, blood +'),
          prescribe({
            medicine: MEDICINES.trimethoprim,
            type: 'acute',
            dosage: 'One twice a day',
            supply: [6, 'tablet'],
            days: 3,
          }),
        ],
      },
    ],
  });
  recordConsultation(chart, {
    date: '1999-01-12',
    time: '09:15',
    clinician: 'fielding',
    at: 'saltmere',
    topics: [
      {
        title: 'Asthma review',
        problem: 'asthma',
        entries: [
          about('asthma', codedEntry(FINDINGS.stoppedSmoking, 'New Year, for the wedding in May')),
          measured(MEASURES.peakFlow, 420, 'Best ever'),
          note('Blue inhaler twice a week, more in June. Getting married to Gethin on 29 May.'),
        ],
      },
    ],
  });
}
