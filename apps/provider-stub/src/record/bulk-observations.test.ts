import { describe, expect, test } from '@jest/globals';
import { gunzipSync } from 'node:zlib';
import { asking, parameters } from '../testing/parameters-body.ts';
import { entriesOf, referencesOf } from '../testing/read-answer.ts';
import { runProviderStub } from '../testing/run-provider-stub.ts';
import { sampleRecord } from '../testing/sample-record.ts';
import { searchRecord } from '../testing/search-record.ts';
import { readXml } from '../stu3/xml.ts';

const MEGABYTE = 1_000_000;
const uncategorised = asking('includeUncategorisedData');

describe('a record that is filled up', () => {
  test('has about that many bytes of uncategorised data, each observation named by the list', async () => {
    const answer = await searchRecord({ facts: { bulkBytes: MEGABYTE } }, uncategorised);
    expect(answer.headers['transfer-encoding']).toBe('chunked');
    expect(answer.bytes.length).toBeGreaterThan(0.95 * MEGABYTE);
    expect(answer.bytes.length).toBeLessThan(1.05 * MEGABYTE);
    const observations = referencesOf(answer).filter((reference) => reference.startsWith('Observation/'));
    expect(entriesOf(answer, 'Uncategorised data')).toEqual(observations);
    expect(new Set(observations).size).toBe(observations.length);
  });

  test('is of ordinary size when its uncategorised data are not asked for', async () => {
    const answer = await searchRecord({ facts: { bulkBytes: MEGABYTE } }, asking('includeReferrals'));
    expect(answer.bytes.length).toBeLessThan(10_000);
  });

  test('is filtered by date like any other', async () => {
    const period = { uncategorisedDataSearchPeriod: { valuePeriod: { start: '2026-03-11', end: '2026-03-20' } } };
    const answer = await searchRecord({ facts: { bulkBytes: MEGABYTE } }, asking('includeUncategorisedData', period));
    expect(entriesOf(answer, 'Uncategorised data')).toHaveLength(10);
  });

  test('comes compressed, and as XML', async () => {
    const stub = await runProviderStub({ records: [sampleRecord([], { bulkBytes: 100_000 })] });
    const body = parameters(uncategorised);
    const zipped = await stub.call({ body, headers: { 'Accept-Encoding': 'gzip' } });
    const xml = await stub.call({ body, headers: { Accept: 'application/fhir+xml' } });
    const plain = await stub.call({ body });
    await stub.close();
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(zipped.bytes).toString('utf8')).toBe(plain.text);
    expect(readXml(xml.text)).toEqual(JSON.parse(plain.text));
  });
});
