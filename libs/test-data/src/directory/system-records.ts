import type { AccreditedSystem, MessageHandlingSystem } from './directory-records.ts';
import { DOCUMENTS, FOUNDATIONS, HTML, STRUCTURED, type RegisteredInteraction } from './registered-interactions.ts';

export const EVERY_INTERACTION = [...STRUCTURED, ...FOUNDATIONS, ...DOCUMENTS, ...HTML];

/** Invented ODS codes of those who make the systems. */
export const GP_SYSTEM_SUPPLIER = 'T90001';
export const CONSUMER_SYSTEM_SUPPLIER = 'T90002';

/** One system of an organisation, as it is registered. */
export interface System {
  readonly odsCode: string;
  readonly partyKey: string;
  /** Empty where the directory holds the system without one. */
  readonly asid: string;
  readonly interactions: readonly RegisteredInteraction[];
  readonly supplier: string;
}

/** A consumer has accredited systems only: nothing is ever sent to it. */
export function consumerSystem({ odsCode, asid }: { odsCode: string; asid: string }): System {
  return {
    odsCode,
    asid,
    partyKey: `${odsCode}-0000001`,
    interactions: EVERY_INTERACTION,
    supplier: CONSUMER_SYSTEM_SUPPLIER,
  };
}

/** The record that says who the system is, and what it may be used for. */
export function accreditedSystem({ odsCode, partyKey, asid, interactions, supplier }: System): AccreditedSystem {
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
export function messageHandlingSystems(system: System, providerUrl?: string): MessageHandlingSystem[] {
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
