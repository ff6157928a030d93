import { describe, expect, test } from '@jest/globals';
import type { GpRecord } from '../records/gp-record.ts';
import { createPopulation } from './population.ts';

const TODAY = '2026-03-01';
const population = createPopulation({ seed: 11, patients: 600, practices: 12, consumers: 1, today: TODAY });
const records = [...population.people()].flatMap(({ facts }) => population.createRecord(facts.nhsNumber) ?? []);
const referenceTo = ({ resource }: GpRecord['items'][number]) => `${resource.resourceType}/${resource.id ?? ''}`;
const misfits = (fits: (record: GpRecord) => boolean) => records.filter((record) => !fits(record)).map(({ id }) => id);

describe('the records of a population', () => {
  test('have 10 to 80 resources each', () => {
    expect(records.length).toBeGreaterThan(580);
    expect(misfits(({ items }) => items.length >= 10 && items.length <= 80)).toEqual([]);
  });

  test('differ in length and content', () => {
    const lengths = records.map(({ items }) => items.length);
    expect(new Set(lengths).size).toBeGreaterThan(30);
    const types = new Set(records.map(({ items }) => items.map(({ resource }) => resource.resourceType).join()));
    expect(types.size).toBeGreaterThan(300);
  });

  test('have something in all nine areas, taken together', () => {
    const areas = new Set(records.flatMap(({ items }) => items.map(({ area }) => area)));
    areas.delete(undefined);
    expect([...areas].sort()).toEqual([
      'allergies',
      'consultations',
      'diaryEntries',
      'immunisations',
      'investigations',
      'medication',
      'problems',
      'referrals',
      'uncategorisedData',
    ]);
  });

  test('hold everything that they refer to, each under an id of its own', () => {
    expect(
      misfits(({ items }) => {
        const held = new Set(items.map(referenceTo));
        const named = [...JSON.stringify(items).matchAll(/"reference":"([^"]+)"/g)].map(
          ([, reference = '']) => reference,
        );
        return held.size === items.length && named.every((reference) => held.has(reference));
      }),
    ).toEqual([]);
  });

  test('name nobody of the practices that always exist', () => {
    expect(misfits(({ items }) => !/A12345|Larkfield|55502130/.test(JSON.stringify(items)))).toEqual([]);
  });

  test('tell nothing from before birth or after today, but for what is planned', () => {
    const day =
      /"(effectiveDateTime|assertedDate|issued|authoredOn|onsetDateTime|date|receivedTime)":"(\d{4}-\d{2}-\d{2})/g;
    expect(
      misfits(({ items }) => {
        const [patient] = items.flatMap(({ resource }) => (resource.resourceType === 'Patient' ? [resource] : []));
        const days = [...JSON.stringify(items).matchAll(day)].map(([, , date = '']) => date);
        return days.every((date) => date >= (patient?.birthDate ?? '9') && date <= TODAY);
      }),
    ).toEqual([]);
  });
});
