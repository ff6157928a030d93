import { describe, expect, test } from '@jest/globals';
import { createDirectoryIndex } from './directory-index.ts';

/** A store that counts how often a whole collection is read. */
function countingStore(practices: number) {
  const organisations = Array.from({ length: practices }, (_, index) => ({ id: `${index}`, nhsIDCode: `P${index}` }));
  const store = {
    revision: 0,
    reads: 0,
    organisations,
    list: (collection: string): unknown[] => {
      store.reads += 1;
      return collection === 'accreditedSystems'
        ? store.organisations
        : store.organisations.map((each) => ({ ...each, nhsMhsSvcIA: 'x', nhsMHSPartyKey: `${each.nhsIDCode}-1` }));
    },
  };
  return store;
}

describe('the directory index', () => {
  test('finds one of 2,000 practices without reading the store again', () => {
    const store = countingStore(2_000);
    const index = createDirectoryIndex(store);
    const { reads } = store;
    for (let practice = 0; practice < 2_000; practice += 1) {
      expect(index.accreditedSystems(`P${practice}`)).toMatchObject([{ nhsIDCode: `P${practice}` }]);
      expect(index.messageHandlingSystems({ partyKey: `p${practice}-1` })).toMatchObject([
        { nhsIDCode: `P${practice}` },
      ]);
    }
    expect(store.reads).toBe(reads);
  });

  test('gives only the records of one interaction when it is asked to', () => {
    const index = createDirectoryIndex(countingStore(1));
    expect(index.messageHandlingSystems({ organization: 'P0', interaction: 'x' })).toHaveLength(1);
    expect(index.messageHandlingSystems({ organization: 'P0', interaction: 'y' })).toEqual([]);
  });

  test('reads the store again after a write', () => {
    const store = countingStore(1);
    const index = createDirectoryIndex(store);
    store.organisations = [];
    expect(index.accreditedSystems('P0')).toHaveLength(1);
    store.revision += 1;
    expect(index.accreditedSystems('P0')).toEqual([]);
    expect(index.messageHandlingSystems({ organization: 'P0' })).toEqual([]);
  });

  test('passes over what is no record of an organisation', () => {
    const store = { revision: 0, list: () => [null, 'text', {}, { nhsIDCode: 1 }] };
    expect(createDirectoryIndex(store).accreditedSystems('P0')).toEqual([]);
  });
});
