import { CONSUMERS, PRACTICES } from '../places.ts';
import type { Directory } from './directory-records.ts';
import { STRUCTURED } from './registered-interactions.ts';
import {
  accreditedSystem,
  CONSUMER_SYSTEM_SUPPLIER,
  consumerSystem,
  EVERY_INTERACTION,
  GP_SYSTEM_SUPPLIER,
  messageHandlingSystems,
  type System,
} from './system-records.ts';

/**
 * The synthetic national directory: every place of `PRACTICES` and `CONSUMERS` with its systems, and their addresses at
 * this provider. The practice that is not in SDS has no record here on purpose.
 */
export function createDirectory({ providerUrl }: { providerUrl: string }): Directory {
  const { main, blankAsid, withoutEndpoint, severalSystems } = systemsOfPractices();
  const reachable = (system: System) => messageHandlingSystems(system, providerUrl);
  return {
    accreditedSystems: [
      main,
      blankAsid,
      withoutEndpoint,
      severalSystems.ofAConsumer,
      severalSystems.withoutAddress,
      severalSystems.complete,
      consumerSystem(CONSUMERS.main),
      consumerSystem(CONSUMERS.second),
    ].map(accreditedSystem),
    messageHandlingSystems: [
      ...reachable(main),
      ...reachable(blankAsid),
      ...messageHandlingSystems(severalSystems.withoutAddress),
      ...reachable(severalSystems.complete),
    ],
  };
}

function systemsOfPractices() {
  const gpSystem = { interactions: STRUCTURED, supplier: GP_SYSTEM_SUPPLIER };
  const several = PRACTICES.severalSystems;
  return {
    main: { ...gpSystem, ...PRACTICES.main, interactions: EVERY_INTERACTION },
    blankAsid: { ...gpSystem, ...PRACTICES.blankAsid, asid: '' },
    withoutEndpoint: { ...gpSystem, ...PRACTICES.withoutEndpoint },
    severalSystems: {
      complete: { ...gpSystem, ...several },
      withoutAddress: { ...gpSystem, ...several.systemWithoutAddress, odsCode: several.odsCode },
      ofAConsumer: {
        ...several.consumerSystem,
        odsCode: several.odsCode,
        interactions: STRUCTURED,
        supplier: CONSUMER_SYSTEM_SUPPLIER,
      },
    },
  };
}
