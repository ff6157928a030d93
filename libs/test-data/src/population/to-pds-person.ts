import { died } from '../people/create-people.ts';
import { pdsPatient, type PatientExtras } from '../people/pds-patient.ts';
import type { PdsPerson } from '../people/pds-person.ts';
import type { PopulationPerson } from './population-person.ts';

/** What PDS holds on somebody of a population. */
export function toPdsPerson(person: PopulationPerson): PdsPerson {
  const { facts, supersededBy } = person;
  return {
    id: facts.nhsNumber,
    resource: pdsPatient(facts, extrasOf(person)),
    ...(supersededBy !== undefined && { supersededBy }),
  };
}

function extrasOf({ standing, death }: PopulationPerson): PatientExtras {
  if (standing === 'restricted') return { restricted: true };
  return death === undefined ? {} : died(death.date, death.notice);
}
