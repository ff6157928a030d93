import { ALLERGENS } from '../../records/codes/allergens.ts';
import { DONE, FINDINGS } from '../../records/codes/findings.ts';
import { MEASURES } from '../../records/codes/measures.ts';
import { allergy } from '../../records/entries/allergy.ts';
import { bloodPressure, codedEntry, measured } from '../../records/entries/observation.ts';
import { recordOutsideConsultation, type Entry } from '../../records/entries/visit.ts';
import { ageOf, aNurse, dayAgo, openDay, reading, type Life } from './life.ts';

/** The check of a new patient, with which every record begins. */
export function joinsThePractice(life: Life): void {
  const { chart, facts } = life;
  const date = openDay(life, facts.practice?.start ?? life.lastDay);
  recordOutsideConsultation({ chart, date, clinician: aNurse(life) }, [
    codedEntry(ageOf(life) < 16 ? DONE.followUp : DONE.adultHealthExamination, 'Registered today'),
    ...(ageOf(life) < 16 ? [measured(MEASURES.weight, reading(life, [3, 50], 1))] : habitsAndBuild(life)),
    ...allergies(life),
  ]);
}

function habitsAndBuild(life: Life): readonly Entry[] {
  const { random } = life;
  const smoking = random.weighed([
    [60, FINDINGS.neverSmoked],
    [25, FINDINGS.exSmoker],
    [15, FINDINGS.currentSmoker],
  ]);
  return [
    codedEntry(smoking),
    bloodPressure(reading(life, [104, 148]), reading(life, [62, 92])),
    measured(MEASURES.weight, reading(life, [48, 112], 1)),
    measured(MEASURES.height, reading(life, [150, 195])),
    ...(random.chance(0.5) ? [measured(MEASURES.alcohol, reading(life, [0, 30]))] : []),
  ];
}

/** Half have been asked and have none, a quarter have one or two. */
function allergies(life: Life): readonly Entry[] {
  const { random } = life;
  if (random.chance(0.5)) {
    return [allergy({ to: ALLERGENS.noKnownAllergy, category: 'medication', note: 'Asked at registration' })];
  }
  if (random.chance(0.5)) return [];
  const one = anAllergy(life);
  const other = anAllergy(life);
  return random.chance(0.2) && one.to !== other.to ? [allergy(one), allergy(other)] : [allergy(one)];
}

type AllergyFacts = Parameters<typeof allergy>[0];

const ALLERGIES: readonly [AllergyFacts, ...AllergyFacts[]] = [
  { to: ALLERGENS.penicillin, category: 'medication', type: 'allergy', reaction: FINDINGS.rash, severity: 'mild' },
  { to: ALLERGENS.amoxicillin, category: 'medication', type: 'allergy', reaction: FINDINGS.urticaria },
  { to: ALLERGENS.codeine, category: 'medication', type: 'intolerance', reaction: FINDINGS.nausea },
  { to: ALLERGENS.aspirin, category: 'medication', type: 'intolerance', reaction: FINDINGS.wheezing },
  { to: ALLERGENS.peanut, category: 'environment', type: 'allergy', reaction: FINDINGS.angioedema, severity: 'severe' },
  { to: ALLERGENS.grassPollen, category: 'environment', type: 'allergy' },
  { to: ALLERGENS.latex, category: 'environment', reaction: FINDINGS.rash },
];

function anAllergy(life: Life): AllergyFacts {
  const facts = life.random.pick(ALLERGIES);
  if (!life.random.chance(0.15)) return facts;
  return { ...facts, ended: { date: dayAgo(life, 1, 600), reason: 'Tolerates it now' } };
}
