import type { GpRecord } from '../records/gp-record.ts';
import { writeRecord } from '../records/create-record.ts';
import { castOf } from './population-places.ts';
import type { PopulationPerson } from './population-person.ts';
import type { PopulationPlan } from './population-plan.ts';
import { createRandom } from './random.ts';
import { writeLife } from './stories/write-life.ts';

const USUAL_GPS = ['okafor', 'lindqvist', 'raman'] as const;

/** What the practice's system holds on somebody of a population; nothing on those who are registered nowhere. */
export function toGpRecord(person: PopulationPerson, plan: PopulationPlan): GpRecord | undefined {
  const { index, standing, facts, practice, death, supersededBy } = person;
  if (practice === undefined || facts.practice === undefined) return undefined;
  const random = createRandom({ seed: plan.seed, stream: 'record', index });
  const usualGp = random.pick(USUAL_GPS);
  const { end } = facts.practice;
  return writeRecord(
    {
      nhsNumber: facts.nhsNumber,
      slug: `p${index}`,
      usualGp,
      write: (chart) => {
        writeLife({ chart, random, facts, usualGp, lastDay: death?.date ?? end ?? plan.today });
      },
      circumstances: {
        sensitive: standing === 'restricted',
        dissentsFromSharing: standing === 'dissents',
        ...(death && { deceasedDate: death.date }),
        ...(supersededBy !== undefined && { supersededBy }),
      },
      ...(end !== undefined && { left: end }),
    },
    { person: facts, cast: castOf(practice, plan.seed) },
    plan.today,
  );
}
