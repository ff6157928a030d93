import { expect, jest, test } from '@jest/globals';
import { createLongRecordWatch } from './young-garbage.ts';

const MIB = 1_048_576;

test('short records are never collected after', () => {
  const collect = jest.fn();
  const watch = createLongRecordWatch(collect);

  for (let record = 0; record < 1_000; record += 1) watch()(MIB);

  expect(collect).not.toHaveBeenCalled();
});

test('long ones are after every so many bytes, all of them together', () => {
  const collect = jest.fn();
  const watch = createLongRecordWatch(collect);
  const records = [watch(), watch()];

  for (let chunk = 0; chunk < 9 * 16; chunk += 1) {
    for (const passed of records) passed(MIB / 16);
  }

  expect(collect).toHaveBeenCalledTimes(2);
});

test("V8's own collector is there to be called", () => {
  const passed = createLongRecordWatch()();

  expect(() => {
    for (let chunk = 0; chunk < 20; chunk += 1) passed(MIB);
  }).not.toThrow();
});
