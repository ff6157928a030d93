import { gunzipSync } from 'node:zlib';
import { expect } from '@jest/globals';
import type { Steps } from '../gherkin/step-book.ts';
import { lookUp } from '../look-up.ts';
import { AREAS, recordIn, type RecordList } from '../record-in.ts';
import { latest, type Answered, type World } from '../world.ts';

const record = (world: World) => recordIn(latest(world).answer);

function listNamed(world: World, title: string): RecordList {
  const { lists } = record(world);
  const list = lists.find((one) => one.title === title);
  if (list === undefined)
    throw new Error(`the record has no list "${title}", but ${lists.map((one) => one.title).join()}`);
  return list;
}

function isRecordOf({ answer, nhsNumber }: Answered): void {
  expect(recordIn(answer).nhsNumbers).toEqual([nhsNumber]);
}

const notesOf = (list: RecordList) => list.note.map(({ text }) => text).join('\n');
const items = (answer: Answered['answer']) =>
  recordIn(answer).resources.map(({ resourceType, id }) => [resourceType, id]);

/** What a clinician finds in the record. */
export const WHAT_THE_RECORD_HOLDS: Steps<World> = {
  'the record is shown': (world) => {
    const { status, cut, headers } = latest(world).answer;
    expect({ status, cut, type: headers['content-type'] }).toEqual({
      status: 200,
      cut: false,
      type: expect.stringMatching(/^application\/fhir\+json/),
    });
    expect(record(world).nhsNumbers).toHaveLength(1);
  },
  "it is this patient's record": (world) => {
    isRecordOf(latest(world));
  },
  'each answer is the record of the patient it was asked for': ({ answers }) => {
    expect(answers.length).toBeGreaterThan(0);
    answers.forEach(isRecordOf);
  },
  'it holds': (world, ...areas) => {
    const { types } = record(world);
    for (const area of areas) expect([...types]).toEqual(expect.arrayContaining([...lookUp(AREAS, area)]));
  },
  'it does not hold': (world, ...areas) => {
    const unwanted = areas.flatMap((area) => lookUp(AREAS, area));
    expect(unwanted.filter((type) => record(world).types.has(type))).toEqual([]);
  },
  'it is about {int} MB long': (world, size) => {
    expect(Math.round(latest(world).answer.body.byteLength / 1_000_000)).toBe(Number(size));
  },
  "the record's id is the trace id": (world) => {
    expect(record(world).id).toBe(latest(world).traceId);
  },

  'its list {string} is empty': (world, title) => {
    expect(listNamed(world, title).entry).toEqual([]);
  },
  'its list {string} is not empty': (world, title) => {
    expect(listNamed(world, title).entry).not.toEqual([]);
  },
  'its list {string} says {string}': (world, title, text) => {
    expect(notesOf(listNamed(world, title))).toContain(text);
  },
  'its list {string} names {string}': (world, title, text) => {
    const references = listNamed(world, title).entry.map(({ item }) => item.reference);
    const listed = record(world).resources.filter(({ resourceType, id = '' }) =>
      references.includes(`${resourceType}/${id}`),
    );
    expect(JSON.stringify(listed)).toContain(`"display":"${text}"`);
  },
  'the clinician is warned: {string}': (world, warning) => {
    expect(record(world).warnings).toContain(warning);
  },

  "the clinician's system can tell that the record is incomplete": (world) => {
    const { answer } = latest(world);
    expect(answer).toMatchObject({ status: 200, cut: true });
    expect(() => recordIn(answer)).toThrow();
  },
  'the second answer holds the same record in fewer bytes': ({ answers }) => {
    const [plain, gzip] = answers.map(({ answer }) => answer);
    if (plain === undefined || gzip === undefined) throw new Error('there are no two answers');
    expect(gzip.headers['content-encoding']).toBe('gzip');
    expect(items({ ...gzip, body: gunzipSync(gzip.body) })).toEqual(items(plain));
    expect(gzip.body.byteLength).toBeLessThan(plain.body.byteLength);
  },
};
