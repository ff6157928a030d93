import { describe, expect, test } from '@jest/globals';
import { createRecords } from '../records/create-records.ts';
import { createPractices } from './create-practices.ts';

const practices = createPractices();

describe('practices', () => {
  test('have an ODS code and an ASID of their own, but for the one without an ASID', () => {
    expect(new Set(practices.map(({ id }) => id)).size).toBe(practices.length);
    const asids = practices.map(({ asid }) => asid).filter((asid) => asid !== '');
    expect(new Set(asids).size).toBe(practices.length - 1);
  });

  test('begin with everything switched on', () => {
    for (const practice of practices) {
      expect(practice).toMatchObject({ gpConnectEnabled: true, structuredEnabled: true, sharingAgreed: true });
      expect([...practice.disabledAreas, ...practice.noSharingAgreementWith]).toEqual([]);
    }
  });

  test('hold every record, and call themselves as the records do', () => {
    const names = new Map(practices.map(({ id, name }) => [id, name]));
    for (const { odsCode, items } of createRecords('2026-03-20')) {
      const organisations = items.flatMap(({ resource }) =>
        resource.resourceType === 'Organization' ? [resource] : [],
      );
      const own = organisations.find(({ identifier = [] }) => identifier.some(({ value }) => value === odsCode));
      expect(own?.name).toBe(names.get(odsCode));
    }
  });
});
