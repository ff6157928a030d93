import { askFor } from '@cdg/gateway-under-test';
import type { Steps } from '../gherkin/step-book.ts';
import { lookUp } from '../look-up.ts';
import { PEOPLE } from '../people.ts';
import { askAs, type World } from '../world.ts';

const ALLERGIES = { name: 'includeAllergies', part: [{ name: 'includeResolvedAllergies', valueBoolean: true }] };

/** A clinician asks for a patient's record. */
export const ASKING_FOR_A_RECORD: Steps<World> = {
  '{patient}': (world, patient) => {
    world.nhsNumber = lookUp(PEOPLE, patient);
  },
  'the clinician asks for everything on record': (world) => askAs(world),
  'the clinician asks only for allergies': (world) => askAs(world, { parameters: [ALLERGIES] }),
  'the clinician asks for allergies and for {string}': (world, parameter) =>
    askAs(world, { parameters: [ALLERGIES, { name: parameter }] }),
  'the organisation {word} asks for everything on record': (world, consumer) => askAs(world, { consumer }),

  'the clinician asks for each of these patients': async (world, ...patients) => {
    for (const patient of patients) {
      world.nhsNumber = lookUp(PEOPLE, patient);
      await askAs(world);
    }
  },
  "these patients' records are asked for at the same moment, {int} times each": async (world, times, ...patients) => {
    const asked = Array.from({ length: Number(times) }, () => patients.map((patient) => lookUp(PEOPLE, patient)));
    const answered = asked.flat().map(async (nhsNumber) => ({
      answer: await askFor(world.under.gateway, nhsNumber),
      nhsNumber,
      traceId: undefined,
    }));
    world.answers.push(...(await Promise.all(answered)));
  },
};
