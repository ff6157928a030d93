import {
  accreditedSystemSchema,
  messageHandlingSystemSchema,
  type AccreditedSystem,
  type MessageHandlingSystem,
} from './directory-records.ts';

/** The part of the stub's store that the index reads; the revision changes with every write. */
export interface RecordStore {
  readonly list: (collection: 'accreditedSystems' | 'messageHandlingSystems') => readonly unknown[];
  readonly revision: number;
}

/** Finds an organisation's records without reading all of them, so that thousands of practices stay fast. */
export interface DirectoryIndex {
  readonly accreditedSystems: (organization: string) => readonly AccreditedSystem[];
  /** By organisation, or by party key (in any case) where no organisation is asked for; of one interaction if it is given. */
  readonly messageHandlingSystems: (by: {
    organization?: string | undefined;
    partyKey?: string | undefined;
    interaction?: string | undefined;
  }) => readonly MessageHandlingSystem[];
}

/** An index that is made anew at the first look-up after a write. Records keep the order of the store. */
export function createDirectoryIndex(store: RecordStore): DirectoryIndex {
  let index = readStore(store);
  const current = () => {
    if (index.revision !== store.revision) index = readStore(store);
    return index;
  };
  return {
    accreditedSystems: (organization) =>
      (current().systemsByOrganisation.get(organization) ?? []).map((record) => accreditedSystemSchema.parse(record)),
    messageHandlingSystems: ({ organization, partyKey = '', interaction }) => {
      const { handlersByOrganisation, handlersByPartyKey } = current();
      const records =
        organization === undefined
          ? handlersByPartyKey.get(partyKey.toLowerCase())
          : handlersByOrganisation.get(organization);
      return (records ?? [])
        .filter((record) => interaction === undefined || attribute('nhsMhsSvcIA')(record) === interaction)
        .map((record) => messageHandlingSystemSchema.parse(record));
    },
  };
}

function readStore(store: RecordStore) {
  const handlers = store.list('messageHandlingSystems');
  return {
    revision: store.revision,
    systemsByOrganisation: Map.groupBy(store.list('accreditedSystems'), attribute('nhsIDCode')),
    handlersByOrganisation: Map.groupBy(handlers, attribute('nhsIDCode')),
    handlersByPartyKey: Map.groupBy(handlers, (record) => attribute('nhsMHSPartyKey')(record).toLowerCase()),
  };
}

const attribute =
  (name: string) =>
  (record: unknown): string => {
    const value: unknown = typeof record === 'object' && record !== null ? Reflect.get(record, name) : undefined;
    return typeof value === 'string' ? value : '';
  };
