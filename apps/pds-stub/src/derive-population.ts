import { createPopulation, type PdsPerson, type PopulationPerson, type PopulationPlan } from '@cdg/test-data';
import type { IndexedPerson } from './patients/search-index.ts';

/** People whom the stub knows without holding them. */
export interface DerivedPeople {
  readonly findPerson: (nhsNumber: string) => PdsPerson | undefined;
  /** What a search has to know of them. */
  readonly people: Iterable<IndexedPerson>;
}

/** Everybody of the population, where there is one. */
export function derivePopulation(plan: PopulationPlan | undefined): DerivedPeople {
  if (plan === undefined) return { findPerson: () => undefined, people: [] };
  const population = createPopulation(plan);
  return { findPerson: population.createPerson, people: indexed(population.people()) };
}

function* indexed(people: Iterable<PopulationPerson>): Generator<IndexedPerson> {
  for (const { facts } of people) {
    const { nhsNumber, birthDate, maiden } = facts;
    yield { id: nhsNumber, birthDate, names: maiden === undefined ? [facts] : [facts, maiden] };
  }
}
