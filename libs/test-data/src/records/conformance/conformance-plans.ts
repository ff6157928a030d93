import { CONFORMANCE_PATIENTS, SCENARIO_PATIENTS } from '../../scenarios.ts';
import type { RecordPlan } from '../create-record.ts';
import { daysAfter, monthsAfter } from '../dates.ts';
import {
  writeAcuteAndRepeat,
  writeAcuteOnly,
  writeAllergiesOnly,
  writeNoKnownAllergies,
  writeRepeatOnly,
} from './allergy-patients.ts';
import { writeEveryArea } from './every-area.ts';
import { writeNoProblems } from './no-problems.ts';
import { writeRecentlyDeceased } from './recently-deceased.ts';
import { writeConfidentialItems, writeEndedAllergy, writeSurvivor, writeTransferPending } from './special-patients.ts';

/** The records of the people whom the provider conformance cases name, as of a day. */
export const conformancePlans = (today: string): readonly RecordPlan[] => [...SHARED, ...keptBack(today)];

/** Those whose record is given out. */
const SHARED: readonly RecordPlan[] = [
  { nhsNumber: CONFORMANCE_PATIENTS.emptyRecord, slug: 'kestrelwood', usualGp: 'lindqvist' },
  { nhsNumber: CONFORMANCE_PATIENTS.everyArea, slug: 'ormsgill', usualGp: 'okafor', write: writeEveryArea },
  { nhsNumber: CONFORMANCE_PATIENTS.noProblems, slug: 'achterberg', usualGp: 'lindqvist', write: writeNoProblems },
  { nhsNumber: CONFORMANCE_PATIENTS.allergiesOnly, slug: 'prydderch', usualGp: 'raman', write: writeAllergiesOnly },
  {
    nhsNumber: CONFORMANCE_PATIENTS.noKnownAllergies,
    slug: 'adebanjo',
    usualGp: 'raman',
    write: writeNoKnownAllergies,
  },
  {
    nhsNumber: CONFORMANCE_PATIENTS.activeAndEndedAllergiesA,
    slug: 'ingersby',
    usualGp: 'okafor',
    write: writeAcuteAndRepeat,
  },
  {
    nhsNumber: CONFORMANCE_PATIENTS.activeAndEndedAllergiesB,
    slug: 'drumfearn',
    usualGp: 'okafor',
    write: writeRepeatOnly,
  },
  {
    nhsNumber: CONFORMANCE_PATIENTS.activeAndEndedAllergiesC,
    slug: 'castellan',
    usualGp: 'raman',
    write: writeAcuteOnly,
  },
  { nhsNumber: SCENARIO_PATIENTS.survivor, slug: 'oakhanger', usualGp: 'okafor', write: writeSurvivor },
  {
    nhsNumber: CONFORMANCE_PATIENTS.transferPending,
    slug: 'wolnicka',
    usualGp: 'lindqvist',
    write: writeTransferPending,
    circumstances: { transferPending: true },
  },
  {
    nhsNumber: CONFORMANCE_PATIENTS.confidentialItems,
    slug: 'mbeleni',
    usualGp: 'okafor',
    write: writeConfidentialItems,
  },
  { nhsNumber: CONFORMANCE_PATIENTS.endedAllergy, slug: 'quarrington', usualGp: 'okafor', write: writeEndedAllergy },
];

/** Those whose record the practice keeps to itself, for one reason each. */
const keptBack = (today: string): readonly RecordPlan[] => [
  {
    nhsNumber: SCENARIO_PATIENTS.restrictedA,
    slug: 'larchfield',
    usualGp: 'lindqvist',
    write: writeEndedAllergy,
    circumstances: { sensitive: true },
  },
  {
    nhsNumber: SCENARIO_PATIENTS.restrictedB,
    slug: 'stanhope',
    usualGp: 'okafor',
    write: writeAcuteOnly,
    circumstances: { sensitive: true },
  },
  {
    nhsNumber: SCENARIO_PATIENTS.superseded,
    slug: 'oakhanger-before',
    usualGp: 'okafor',
    write: writeEndedAllergy,
    circumstances: { supersededBy: SCENARIO_PATIENTS.survivor },
  },
  {
    nhsNumber: CONFORMANCE_PATIENTS.notVerified,
    slug: 'fennimore',
    write: writeEndedAllergy,
    circumstances: { nhsNumberVerified: false },
  },
  {
    nhsNumber: SCENARIO_PATIENTS.dissent,
    slug: 'trevanion',
    usualGp: 'okafor',
    write: writeRepeatOnly,
    circumstances: { dissentsFromSharing: true },
  },
  {
    nhsNumber: SCENARIO_PATIENTS.recentlyDeceased,
    slug: 'duckworthy',
    usualGp: 'okafor',
    write: writeRecentlyDeceased,
    circumstances: { deceasedDate: daysAfter(today, -14) },
  },
  {
    nhsNumber: CONFORMANCE_PATIENTS.leftThePractice,
    slug: 'darrowfield',
    usualGp: 'raman',
    write: writeAcuteOnly,
    left: monthsAfter(today, -8),
  },
];
