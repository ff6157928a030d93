import type { Directory } from '../directory/directory-records.ts';
import {
  accreditedSystem,
  consumerSystem,
  EVERY_INTERACTION,
  GP_SYSTEM_SUPPLIER,
  messageHandlingSystems,
} from '../directory/system-records.ts';
import type { PopulationPractice, PopulationSystem } from './population-places.ts';

export interface PopulationPlaces {
  readonly practices: readonly PopulationPractice[];
  readonly consumers: readonly PopulationSystem[];
  /** Where the practices' systems are. */
  readonly providerUrl: string;
}

/** What SDS holds on a population: every practice has one system, complete and accredited for every interaction. */
export function toDirectory({ practices, consumers, providerUrl }: PopulationPlaces): Directory {
  const systems = practices.map(({ odsCode, partyKey, asid }) => ({
    odsCode,
    partyKey,
    asid,
    interactions: EVERY_INTERACTION,
    supplier: GP_SYSTEM_SUPPLIER,
  }));
  return {
    accreditedSystems: [...systems, ...consumers.map(consumerSystem)].map(accreditedSystem),
    messageHandlingSystems: systems.flatMap((system) => messageHandlingSystems(system, providerUrl)),
  };
}
