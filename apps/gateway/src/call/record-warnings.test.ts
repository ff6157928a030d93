import { describe, expect, test } from '@jest/globals';
import { createRecordWarnings } from './record-warnings.ts';

const URL = 'https://fhir.nhs.uk/STU3/StructureDefinition/Extension-CareConnect-GPC-ListWarningCode-1';
const warning = (code: string) => `{"url":"${URL}","valueCode":"${code}"}`;
const list = (...codes: readonly string[]) => `{"resourceType":"List","extension":[${codes.map(warning).join(',')}]}`;
const outcome = (severity: string) => `{"resourceType":"OperationOutcome","issue":[{"severity":"${severity}"}]}`;

function countsOf(...chunks: readonly (string | Uint8Array)[]) {
  const warnings = createRecordWarnings();
  for (const chunk of chunks) warnings.see(Buffer.from(chunk));
  return warnings.counts();
}

/** The text in chunks of so many bytes each. */
function* inChunksOf(size: number, text: string): Generator<Uint8Array, void> {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

const RECORD = [
  ...[list('confidential-items'), list(), list('data-in-transit', 'confidential-items'), outcome('warning')],
  ...[`{"note":"${'é'.repeat(300)}"}`, list('data-in-transit'), list('data-awaiting-filing'), outcome('error')],
].join(',\n');
const COUNTS = { 'confidential-items': 2, 'data-in-transit': 2, 'data-awaiting-filing': 1, 'provider-warning': 1 };

describe('the warnings of a record', () => {
  test('are counted by code', () => {
    expect(countsOf(RECORD)).toEqual(COUNTS);
  });

  test('are counted wherever the chunks break', () => {
    for (let size = 1; size <= Buffer.byteLength(RECORD); size += 1) {
      expect([size, countsOf(...inChunksOf(size, RECORD))]).toEqual([size, COUNTS]);
    }
  });

  test('are counted wherever one chunk ends', () => {
    const bytes = Buffer.from(RECORD);
    for (let at = 0; at <= bytes.length; at += 1) {
      expect([at, countsOf(bytes.subarray(0, at), bytes.subarray(at))]).toEqual([at, COUNTS]);
    }
  });

  test.each([
    ['indented', JSON.stringify(JSON.parse(list('data-in-transit')), null, 16), { 'data-in-transit': 1 }],
    ['with the code first', `{"valueCode":"data-in-transit","url":"${URL}"}`, { 'data-in-transit': 1 }],
    ['at the very start and end', `"${URL}","valueCode":"data-in-transit"`, { 'data-in-transit': 1 }],
    ['that nobody knows', warning('9990000018'), { other: 1 }],
    ['that are new', warning('data-on-paper'), { other: 1 }],
    ['without a code', `{"url":"${URL}"}`, { other: 1 }],
  ])('are counted %s', (_, text, counts) => {
    expect(countsOf(text)).toEqual(counts);
  });

  test.each([
    ['in a note', JSON.stringify({ text: `${warning('data-in-transit')} "severity":"warning"` })],
    ['the code alone', '{"valueCode":"confidential-items"}'],
    ['a warning that is no severity', '{"code":"warning"}'],
  ])('are not what only looks like them: %s', (_, text) => {
    expect(countsOf(text)).toEqual({});
  });

  test('are none in an empty record', () => {
    expect(countsOf()).toEqual({});
  });
});
