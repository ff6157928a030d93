import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import {
  BrokenRecordError,
  readRecord,
  type IncomingRecord,
  type RecordCoding,
  type RecordPart,
} from './read-record.ts';

const RECORD = Buffer.from('{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"note":"\u00e9"}}]}\n');
const GZIP = gzipSync(RECORD);

function chunked(...chunks: readonly Buffer[]) {
  const rest = [...chunks];
  return { read: () => Promise.resolve(rest.shift()) };
}

const partsOf = (coding: RecordCoding, ...chunks: readonly Buffer[]) => allOf(readRecord(chunked(...chunks), coding));

async function allOf(record: IncomingRecord): Promise<RecordPart[]> {
  const parts: RecordPart[] = [];
  try {
    for (let part = await record.next(); part !== undefined; part = await record.next()) parts.push(part);
  } finally {
    record.close();
  }
  return parts;
}

const plainOf = (parts: readonly RecordPart[]) => Buffer.concat(parts.flatMap(({ plain }) => plain));
const codedOf = (parts: readonly RecordPart[]) => Buffer.concat(parts.map(({ coded }) => coded));

const places = (bytes: Uint8Array) => Array.from(bytes, (_, index) => index);

describe('a plain record', () => {
  test('is read as it comes, chunk by chunk', async () => {
    const chunks = [RECORD.subarray(0, 10), RECORD.subarray(10)];
    expect(await partsOf('identity', ...chunks)).toEqual(chunks.map((chunk) => ({ coded: chunk, plain: [chunk] })));
  });

  test('is broken when it is cut off after any byte before its last brace', async () => {
    for (const end of places(RECORD).slice(0, RECORD.lastIndexOf('}') + 1)) {
      await expect(partsOf('identity', RECORD.subarray(0, end))).rejects.toThrow(BrokenRecordError);
    }
  });

  test('is broken when it is empty', async () => {
    await expect(partsOf('identity')).rejects.toThrow(BrokenRecordError);
  });
});

describe('a gzip record', () => {
  test('is read wherever it is split in two', async () => {
    for (const at of places(GZIP)) {
      const parts = await partsOf('gzip', GZIP.subarray(0, at), GZIP.subarray(at));
      expect(plainOf(parts)).toEqual(RECORD);
      expect(codedOf(parts)).toEqual(GZIP);
    }
  });

  test('is read byte by byte', async () => {
    const parts = await partsOf('gzip', ...places(GZIP).map((at) => GZIP.subarray(at, at + 1)));
    expect(plainOf(parts)).toEqual(RECORD);
  });

  test('is broken when it is cut off after any byte', async () => {
    for (const end of places(GZIP)) {
      await expect(partsOf('gzip', GZIP.subarray(0, end))).rejects.toThrow(BrokenRecordError);
    }
  });

  test('is broken when any byte of its check sum or length is wrong', async () => {
    for (const at of places(GZIP).slice(-8)) {
      const altered = Buffer.from(GZIP);
      altered.writeUInt8(altered.readUInt8(at) ^ 1, at);
      await expect(partsOf('gzip', altered)).rejects.toThrow(BrokenRecordError);
    }
  });

  test('is expanded little by little, so that little is held', async () => {
    const bomb = gzipSync(Buffer.concat([Buffer.alloc(20_000_000, 'x'), RECORD]));
    expect(bomb.length).toBeLessThan(40_000);
    let most = 0;
    const record = readRecord(chunked(bomb), 'gzip');
    for (let part = await record.next(); part !== undefined; part = await record.next()) {
      most = Math.max(most, Buffer.concat(part.plain).length);
    }
    expect(most).toBeLessThan(5_000_000);
  });

  test('cannot be read on once it is let go', async () => {
    const record = readRecord(chunked(GZIP.subarray(0, 40), GZIP.subarray(40)), 'gzip');
    await record.next();
    record.close();
    await expect(record.next()).rejects.toThrow(BrokenRecordError);
  });

  test('keeps every byte of a long one', async () => {
    const long = Buffer.from(
      `{"text":"${Array.from({ length: 60_000 }, (_, index) => index.toString(36)).join(' ')}"}`,
    );
    const parts = await partsOf('gzip', gzipSync(long, { level: 1 }));
    expect(plainOf(parts).equals(long)).toBe(true);
  });

  test.each([
    ['in one chunk', [Buffer.concat([gzipSync('{"a":'), gzipSync('1}')])]],
    ['in two', [gzipSync('{"a":'), gzipSync('1}')]],
  ])('of several members is one: %s', async (_, chunks) => {
    expect(plainOf(await partsOf('gzip', ...chunks)).toString()).toBe('{"a":1}');
  });

  test.each([
    ['in the same chunk', [Buffer.concat([GZIP, Buffer.alloc(100)])]],
    ['in the next', [GZIP, Buffer.alloc(100), Buffer.alloc(5_000)]],
  ])('may be padded with zeros, as tape archives were: %s', async (_, chunks) => {
    expect(plainOf(await partsOf('gzip', ...chunks))).toEqual(RECORD);
  });

  test.each([
    ['text', [RECORD]],
    ['nothing', []],
    ['an empty chunk', [Buffer.alloc(0)]],
    ['text behind gzip', [GZIP, Buffer.from('more')]],
    ['text behind gzip in the same chunk', [Buffer.concat([GZIP, Buffer.from('more')])]],
    ['a zero byte, and gzip behind it', [Buffer.concat([GZIP, Buffer.from([0]), gzipSync('more')])]],
    ['text and still more of it', [Buffer.from('no gzip'), Buffer.from('either')]],
    ['a second member that is cut off', [GZIP, GZIP.subarray(0, 12)]],
    ['a second member that is none', [GZIP, Buffer.from([0x1f, 0x8b, 1, 2, 3])]],
    ['gzip of a record cut off', [gzipSync(RECORD.subarray(0, 60))]],
    ['gzip of nothing', [gzipSync('')]],
  ])('is broken when it is %s', async (_, chunks) => {
    await expect(partsOf('gzip', ...chunks)).rejects.toThrow(BrokenRecordError);
  });
});

describe('the body behind a record', () => {
  test('fails with its own error', async () => {
    const fault = new Error('connection reset');
    const answers = [Promise.resolve(RECORD), Promise.reject(fault)];
    const breaking = { read: () => answers.shift() ?? Promise.resolve(undefined) };
    await expect(allOf(readRecord(breaking, 'identity'))).rejects.toBe(fault);
  });
});
