import { CONSUMERS, PRACTICES } from '../places.ts';
import type { AccreditedSystem, Directory, MessageHandlingSystem } from './directory-records.ts';
import { DOCUMENTS, FOUNDATIONS, HTML, STRUCTURED, type RegisteredInteraction } from './registered-interactions.ts';

const EVERY_INTERACTION = [...STRUCTURED, ...FOUNDATIONS, ...DOCUMENTS, ...HTML];

/** Invented ODS codes of those who make the systems. */
const GP_SYSTEM_SUPPLIER = 'T90001';
const CONSUMER_SYSTEM_SUPPLIER = 'T90002';

interface System {
  readonly odsCode: string;
  readonly partyKey: string;
  /** Empty where the directory holds the system without one. */
  readonly asid: string;
  readonly interactions: readonly RegisteredInteraction[];
  readonly supplier: string;
}

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

/** A consumer has accredited systems only: nothing is ever sent to it. */
function consumerSystem({ odsCode, asid }: { odsCode: string; asid: string }): System {
  return {
    odsCode,
    asid,
    partyKey: `${odsCode}-0000001`,
    interactions: EVERY_INTERACTION,
    supplier: CONSUMER_SYSTEM_SUPPLIER,
  };
}

function accreditedSystem({ odsCode, partyKey, asid, interactions, supplier }: System): AccreditedSystem {
  return {
    id: partyKey,
    nhsIDCode: odsCode,
    nhsAsSvcIA: interactions.map(({ id }) => id),
    nhsMhsPartyKey: partyKey,
    nhsMhsManufacturerOrg: supplier,
    nhsAsClient: [odsCode],
    uniqueIdentifier: [asid],
  };
}

/** One record for each interaction; without a provider's URL the records hold no address. */
function messageHandlingSystems(system: System, providerUrl?: string): MessageHandlingSystem[] {
  return system.interactions.map(({ name, id, root }, index) => {
    const contract = contractId(system.partyKey, index);
    return {
      id: `${system.partyKey}-${name}`,
      nhsIDCode: system.odsCode,
      nhsMhsSvcIA: id,
      nhsMHSPartyKey: system.partyKey,
      nhsMHSEndPoint: providerUrl === undefined ? [] : [`${providerUrl}/${system.odsCode}/${root}`],
      ...(providerUrl === undefined ? {} : { nhsMhsFQDN: new URL(providerUrl).hostname }),
      nhsMhsCPAId: contract,
      uniqueIdentifier: [contract],
      nhsMHSSyncReplyMode: 'None',
      nhsMHSRetryInterval: 'PT1M',
      nhsMHSRetries: 2,
      nhsMHSPersistDuration: 'PT5M',
      nhsMHSDuplicateElimination: 'never',
      nhsMHSAckRequested: 'never',
    };
  });
}

/** An id in the directory's form, letter S and twelve characters, that no other record has. */
function contractId(partyKey: string, index: number): string {
  const [odsCode = '', serial = ''] = partyKey.split('-');
  return `S${odsCode.slice(1)}${serial.slice(-1)}A${String(index + 1).padStart(6, '0')}`;
}
