import { describe, expect, test } from '@jest/globals';
import { createPopulation, createRecords, type GpRecord } from '@cdg/test-data';
import type { FhirResource } from 'fhir/r3.js';
import type { RecordSearch } from '../parameters/record-search.ts';
import { indexRecord } from '../record/record-index.ts';
import { findModelFault } from '../stu3/find-model-fault.ts';
import { TODAY } from '../testing/sample-record.ts';
import { answerEntries } from './answer-entries.ts';
import { collectAnswer } from './collect-answer.ts';

const EVERYTHING: RecordSearch = {
  allergies: { includeResolved: true },
  medication: { includeIssues: true, activeFrom: undefined },
  consultations: { period: undefined, mostRecent: undefined },
  problems: { status: undefined },
  immunisations: { includeNotGiven: true, includeStatus: true },
  uncategorisedData: { period: undefined },
  investigations: { period: undefined },
  referrals: { period: undefined },
  diaryEntries: { dueBy: undefined },
};

/** All that an answer about a record can hold. */
function everythingOf(record: GpRecord): readonly FhirResource[] {
  const index = indexRecord(record);
  const draft = collectAnswer({ index, search: EVERYTHING, disabledAreas: [] });
  const facts = { record, index, disabledAreas: [], awaitingFilingText: '', now: new Date(TODAY) };
  return [...answerEntries(draft, facts).values()].flat();
}

/** Records of a population, whatever became of its people. */
function populationRecords(): readonly GpRecord[] {
  const population = createPopulation({ seed: 7, patients: 150, practices: 3, consumers: 1, today: TODAY });
  const people = [...population.people()];
  return people.map(({ facts }) => population.createRecord(facts.nhsNumber)).filter((record) => record !== undefined);
}

describe.each([
  ['the patients that always exist', createRecords(TODAY)],
  ['a population', populationRecords()],
])('the answers about %s', (_whose, records) => {
  test('hold nothing that FHIR STU3 does not have', () => {
    const faults = records.flatMap(everythingOf).map((resource) => findModelFault({ ...resource }));
    expect(faults.length).toBeGreaterThan(records.length);
    expect(faults.filter((fault) => fault !== undefined)).toEqual([]);
  });

  test('hold each resource once', () => {
    for (const record of records) {
      const resources = everythingOf(record).filter(({ id }) => id !== undefined);
      const references = resources.map(({ resourceType, id }) => `${resourceType}/${id ?? ''}`);
      expect(new Set(references).size).toBe(references.length);
    }
  });

  test('name in their lists only what they hold', () => {
    for (const record of records) {
      const resources = everythingOf(record);
      const held = new Set(
        resources.flatMap((resource) => [
          `${resource.resourceType}/${resource.id ?? ''}`,
          ...containedIn(resource).flatMap(({ resourceType, id = '' }) => [`#${id}`, `${resourceType}/${id}`]),
        ]),
      );
      const named = resources.flatMap((resource) =>
        resource.resourceType === 'List' ? (resource.entry ?? []).map(({ item }) => item.reference ?? '') : [],
      );
      expect(named.filter((reference) => !held.has(reference))).toEqual([]);
    }
  });
});

function containedIn(resource: FhirResource): readonly FhirResource[] {
  return resource.resourceType === 'List' ? (resource.contained ?? []) : [];
}
