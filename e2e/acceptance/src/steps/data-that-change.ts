import { changeItem, removeItem, storedItem } from '@cdg/gateway-under-test';
import { PRACTICES } from '@cdg/test-data';
import { z } from 'zod';
import { restoreLater } from '../dials.ts';
import type { Steps } from '../gherkin/step-book.ts';
import type { World } from '../world.ts';

const PRACTICE = `practices/${PRACTICES.main.odsCode}`;
const SYSTEM = `accreditedSystems/${PRACTICES.main.partyKey}`;
const ADDRESS = `messageHandlingSystems/${PRACTICES.main.partyKey}-get-structured-record`;
const RESTRICTED = { system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' };

const patientSchema = z.looseObject({ meta: z.looseObject({}) });

const atThePractice = (world: World, path: string, changes: object) =>
  changeItem(restoreLater(world, "the practice's system"), path, changes);

/** What PDS, SDS and the practice hold changes. */
export const DATA_THAT_CHANGE: Steps<World> = {
  'her practice has switched immunisations off': (world) =>
    atThePractice(world, PRACTICE, { disabledAreas: ['immunisations'] }),
  'her practice has switched GP Connect off': (world) => atThePractice(world, PRACTICE, { gpConnectEnabled: false }),
  'her practice has no sharing agreement': (world) => atThePractice(world, PRACTICE, { sharingAgreed: false }),
  'she does not want her record to be shared any more': (world) =>
    atThePractice(world, `records/${world.nhsNumber}`, { dissentsFromSharing: true }),
  'PDS restricts her details': async (world) => {
    const pds = restoreLater(world, 'PDS');
    const path = `patients/${world.nhsNumber}`;
    const resource = patientSchema.parse((await storedItem(pds, path)).resource);
    await changeItem(pds, path, { resource: { ...resource, meta: { ...resource.meta, security: [RESTRICTED] } } });
  },
  'her practice is no longer in SDS': async (world) => {
    const sds = restoreLater(world, 'SDS');
    await Promise.all([removeItem(sds, SYSTEM), removeItem(sds, ADDRESS)]);
  },
  'SDS gives the address {string} for her practice': (world, address) =>
    changeItem(restoreLater(world, 'SDS'), ADDRESS, { nhsMHSEndPoint: [address] }),
};
