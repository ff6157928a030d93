import { IDENTITY_RESOURCES, identityHeader } from '@cdg/test-data';
import type { Steps } from '../gherkin/step-book.ts';
import type { World } from '../world.ts';

const { organisation, practitioner, software } = IDENTITY_RESOURCES;
const [ODS_CODE] = organisation.identifier;
const [, , LOCAL_ID] = practitioner.identifier;

/** What the clinician's system says of the clinician, of their organisation and of itself. */
export const SAYING_WHO_ASKS: Steps<World> = {
  'the clinician says who they are': (world) => {
    say(world, { practitioner });
  },
  'the clinician has no smartcard': (world) => {
    say(world, { practitioner: { ...practitioner, identifier: [LOCAL_ID] } });
  },
  'the clinician says that they work for another organisation': (world) => {
    const elsewhere = { ...organisation, identifier: [{ ...ODS_CODE, value: 'CONSUMER' }] };
    say(world, { practitioner, organisation: elsewhere });
  },
  "the clinician's name is left out": (world) => {
    say(world, { practitioner: { ...practitioner, name: undefined } });
  },
};

function say(world: World, said: { practitioner: object; organisation?: object }): void {
  world.identity = {
    'NHSD-Requesting-Practitioner': identityHeader(said.practitioner),
    'NHSD-End-User-Organisation': identityHeader(said.organisation ?? organisation),
    'NHSD-Requesting-Software': identityHeader(software),
  };
}
