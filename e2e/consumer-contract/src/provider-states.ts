import { z } from 'zod';
import { changeItem, removeItem, resetStub, setFault, type TestFleet } from '@cdg/gateway-under-test';
import { PRACTICES } from '@cdg/test-data';
import type { StateName } from './expectations.ts';

type Urls = TestFleet['urls'];

const PRACTICE = `practices/${PRACTICES.main.odsCode}`;
const ADDRESS = `messageHandlingSystems/${PRACTICES.main.partyKey}-get-structured-record`;
const SYSTEM = `accreditedSystems/${PRACTICES.main.partyKey}`;

const nothing = () => Promise.resolve();

/** How the stubs are brought into each state. The seed of their data is the first one. */
const ARRANGE: Readonly<Record<StateName, (urls: Urls, nhsNumber: string) => Promise<unknown>>> = {
  'the practice has allergies of the patient on record': nothing,
  'PDS does not know the patient': ({ pds }, nhsNumber) => removeItem(pds, `patients/${nhsNumber}`),
  'the patient does not agree to sharing the record': ({ provider }, nhsNumber) =>
    changeItem(provider, `records/${nhsNumber}`, { dissentsFromSharing: true }),
  "the patient's practice is not in SDS for GP Connect": ({ sds }) =>
    Promise.all([removeItem(sds, ADDRESS), removeItem(sds, SYSTEM)]),
  "the patient's practice has switched GP Connect off": ({ provider }) =>
    changeItem(provider, PRACTICE, { gpConnectEnabled: false }),
  'PDS is too busy': ({ pds }) =>
    setFault(pds, { match: { path: '/personal-demographics' }, fault: { kind: 'status', status: 429 } }),
  "the practice's system does not answer": ({ provider }) => setFault(provider, { fault: { kind: 'hang' } }),
};

const parameters = z.object({ nhsNumber: z.string() });

/** What Pact calls before and after each interaction that names a state. */
export function providerStates(urls: Urls) {
  const reset = async () => {
    await Promise.all([urls.pds, urls.sds, urls.provider].map(resetStub));
  };
  const entries = Object.entries(ARRANGE).map(
    ([name, arrange]) =>
      [
        name,
        {
          setup: async (given: unknown) => {
            await arrange(urls, parameters.parse(given).nhsNumber);
          },
          teardown: reset,
        },
      ] as const,
  );
  return Object.fromEntries(entries);
}
