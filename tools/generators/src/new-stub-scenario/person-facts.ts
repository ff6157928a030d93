import { constant, words } from '../names.ts';

/** Somebody of practice A12345; given name, address and dates are for the author to make somebody of. */
export function personFacts(name: string, family: string): string {
  return `import { PRACTICES } from '../places.ts';
import { SCENARIO_PATIENTS } from '../scenarios.ts';
import type { PersonFacts } from './person-facts.ts';

/** Who shows this: ${words(name)}. */
export const ${constant(name)}_FACTS: PersonFacts = {
  nhsNumber: SCENARIO_PATIENTS.${name},
  given: ['Robin'],
  family: '${family}',
  gender: 'unknown',
  birthDate: '1980-01-01',
  addressLines: ['1 New Street', 'Haldane'],
  postalCode: 'ZZ99 3NS',
  practice: { odsCode: PRACTICES.main.odsCode, start: '2010-01-04' },
};
`;
}
