import { PRACTICES } from '../places.ts';
import type { PersonFacts } from './person-facts.ts';

/** People kept for the conformance cases of the HTML view. */
export const HTML_PATIENTS = {
  currentAllergies: '9990000409',
  historicalAllergies: '9990000417',
  neitherAcuteNorRepeat: '9990000425',
  diedLongAgo: '9990000433',
} as const;

const atMainPractice = (start: string) => ({ odsCode: PRACTICES.main.odsCode, start });

/** Who the people of the HTML view are; every one is registered with the main practice. */
export const HTML_FACTS: readonly PersonFacts[] = [
  {
    nhsNumber: HTML_PATIENTS.currentAllergies,
    prefix: 'Mrs',
    given: ['Constance'],
    family: 'Abernethey-Vale',
    gender: 'female',
    birthDate: '1952-03-18',
    addressLines: ['5 Lime Terrace', 'Haldane'],
    postalCode: 'ZZ99 3LT',
    landline: '01632960221',
    practice: atMainPractice('1981-06-29'),
  },
  {
    nhsNumber: HTML_PATIENTS.historicalAllergies,
    prefix: 'Mr',
    given: ['Anselm'],
    family: 'Ravensthorpe',
    gender: 'male',
    birthDate: '1961-08-02',
    addressLines: ['29 Kiln Street', 'Netherby'],
    postalCode: 'ZZ99 2KS',
    practice: atMainPractice('1999-11-15'),
  },
  {
    nhsNumber: HTML_PATIENTS.neitherAcuteNorRepeat,
    prefix: 'Ms',
    given: ['Lucia', 'Inés'],
    family: 'Belmontez',
    gender: 'female',
    birthDate: '1974-05-16',
    addressLines: ['Flat 2', '81 Harbour Road', 'Saltmere'],
    postalCode: 'ZZ99 4HR',
    mobile: '07700900243',
    practice: atMainPractice('2007-09-24'),
  },
  {
    nhsNumber: HTML_PATIENTS.diedLongAgo,
    prefix: 'Mr',
    given: ['Horatio'],
    family: 'Winterscale',
    gender: 'male',
    birthDate: '1938-01-07',
    addressLines: ['1 Almshouse Yard', 'Haldane'],
    postalCode: 'ZZ99 3AY',
    practice: atMainPractice('1970-04-13'),
  },
];
