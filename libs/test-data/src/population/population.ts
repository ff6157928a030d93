import type { Directory } from '../directory/directory-records.ts';
import type { PdsPerson } from '../people/pds-person.ts';
import type { GpPractice } from '../practices/gp-practice.ts';
import { practiceWithEverything } from '../practices/create-practices.ts';
import type { GpRecord } from '../records/gp-record.ts';
import { createNhsNumbers } from './nhs-numbers.ts';
import { toDirectory } from './population-directory.ts';
import { createPersonAt, type PopulationPerson } from './population-person.ts';
import {
  populationConsumers,
  populationPractices,
  type PopulationPractice,
  type PopulationSystem,
} from './population-places.ts';
import type { PopulationPlan } from './population-plan.ts';
import { toGpRecord } from './to-gp-record.ts';
import { toPdsPerson } from './to-pds-person.ts';

/** Everybody and every place that follows from a plan, as the three services know them. Little is held: all is derived. */
export interface Population {
  readonly plan: PopulationPlan;
  readonly practices: readonly PopulationPractice[];
  readonly consumers: readonly PopulationSystem[];
  /** @throws RangeError where the population has nobody */
  readonly personAt: (index: number) => PopulationPerson;
  /** Everybody, one after the other. */
  readonly people: () => Iterable<PopulationPerson>;
  /** What PDS holds on the patient with this NHS number; undefined where it is nobody's. */
  readonly createPerson: (nhsNumber: string) => PdsPerson | undefined;
  /** The practices' and consumers' systems, for SDS; the practices' are reached at this provider. */
  readonly createDirectory: (options: { readonly providerUrl: string }) => Directory;
  /** The practices as their own systems see themselves, for the provider. */
  readonly createPractices: () => GpPractice[];
  /** What the practice holds on the patient with this NHS number; undefined where there is none. */
  readonly createRecord: (nhsNumber: string) => GpRecord | undefined;
}

/** Derives a population from its plan: the same one in every process and at every time. */
export function createPopulation(plan: PopulationPlan): Population {
  const practices = populationPractices(plan);
  const consumers = populationConsumers(plan);
  const nhsNumbers = createNhsNumbers(plan);
  const personAt = createPersonAt({ plan, practices, nhsNumbers });
  const find = (nhsNumber: string) => {
    const index = nhsNumbers.indexOf(nhsNumber);
    return index === undefined ? undefined : personAt(index);
  };
  return {
    plan,
    practices,
    consumers,
    personAt,
    people: function* () {
      for (let index = 0; index < plan.patients; index += 1) yield personAt(index);
    },
    createPerson: (nhsNumber) => {
      const person = find(nhsNumber);
      return person && toPdsPerson(person);
    },
    createDirectory: ({ providerUrl }) => toDirectory({ practices, consumers, providerUrl }),
    createPractices: () => practices.map((practice) => practiceWithEverything(practice.name, practice)),
    createRecord: (nhsNumber) => {
      const person = find(nhsNumber);
      return person && toGpRecord(person, plan);
    },
  };
}
