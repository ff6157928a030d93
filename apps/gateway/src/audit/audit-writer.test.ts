import { beforeEach, describe, expect, test } from '@jest/globals';
import { AuditSinkError, createAuditWriter, type AuditSink, type AuditWriter } from './audit-writer.ts';

/** What the sink does with each write, in turn; the last for all that follow. */
type Step = (bytes: Buffer) => Promise<number>;

const take: Step = (bytes) => Promise.resolve(bytes.length);
const refuse: Step = () => Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }));

let written: string[];
let changes: unknown[];
let isClosed: boolean;
beforeEach(() => {
  written = [];
  changes = [];
  isClosed = false;
});

function writerOver(...steps: [Step, ...Step[]]): AuditWriter {
  const rest = [...steps];
  const sink: AuditSink = {
    write: async (bytes) => {
      const step = rest.length > 1 ? rest.shift() : rest[0];
      const count = await (step ?? take)(bytes);
      written.push(bytes.toString('utf8', 0, count));
      return count;
    },
    sync: () => Promise.resolve(),
    close: () => {
      isClosed = true;
      return Promise.resolve();
    },
  };
  return createAuditWriter({ sink, stallMs: 50, retryMs: 1, onChange: (failure) => changes.push(failure) });
}

/** Until a sink that failed has taken everything. */
async function recovered(writer: AuditWriter): Promise<void> {
  while (writer.isFailing() || writer.pendingBytes() > 0) await new Promise((resolve) => setTimeout(resolve, 1));
}

describe('lines', () => {
  test('of one tick are written at once, and in their order', async () => {
    const writer = writerOver(take);
    for (const line of ['a', 'b', 'ü']) writer.push(line);
    expect(writer.pendingBytes()).toBe(7);
    await writer.settled();
    expect([written, writer.pendingBytes()]).toEqual([['a\nb\nü\n'], 0]);
  });

  test('do not wait for others once somebody waits for them', async () => {
    const writer = writerOver(take);
    let hasTurned = false;
    setImmediate(() => (hasTurned = true));
    writer.push('a');
    await writer.settled();
    expect([written, hasTurned]).toEqual([['a\n'], false]);
  });

  test('are written soon where nobody waits for them', async () => {
    const writer = writerOver(take);
    writer.push('a');
    writer.push('b');
    while (written.length === 0) await new Promise(setImmediate);
    expect(written).toEqual(['a\nb\n']);
  });

  test('that come during a write wait for the next one', async () => {
    const gate = Promise.withResolvers<undefined>();
    const writer = writerOver(async (bytes) => {
      await gate.promise;
      return bytes.length;
    }, take);
    writer.push('a');
    const first = writer.settled();
    writer.push('b');
    writer.push('c');
    gate.resolve(undefined);
    await Promise.all([first, writer.settled()]);
    expect(written).toEqual(['a\n', 'b\nc\n']);
  });

  test('are written also when they come in the very moment in which all before have been', async () => {
    const writer = writerOver(take);
    for (const line of ['a', 'b', 'c']) {
      writer.push(line);
      await writer.settled();
    }
    expect(written).toEqual(['a\n', 'b\n', 'c\n']);
  });

  test('are written to their end after a short write', async () => {
    const writer = writerOver(() => Promise.resolve(3), take);
    writer.push('a long line');
    await writer.settled();
    expect(written).toEqual(['a l', 'ong line\n']);
  });
});

describe('a sink that fails', () => {
  test('refuses those who wait, and those who come', async () => {
    const writer = writerOver(refuse);
    writer.push('a');
    await expect(writer.settled()).rejects.toThrow(AuditSinkError);
    await expect(writer.settled()).rejects.toThrow(AuditSinkError);
    expect(writer.isFailing()).toBe(true);
    expect(changes).toEqual([expect.objectContaining({ code: 'ENOSPC' })]);
    await writer.close();
  });

  test('is tried again with what it has not taken, until it works', async () => {
    const writer = writerOver(() => Promise.resolve(1), refuse, refuse, take);
    writer.push('ab');
    await expect(writer.settled()).rejects.toThrow(AuditSinkError);
    writer.push('c');
    await recovered(writer);
    expect(written.join('')).toBe('ab\nc\n');
    expect(changes).toEqual([expect.objectContaining({ code: 'ENOSPC' }), undefined]);
    await writer.settled();
  });

  test('is also one that takes too long', async () => {
    const gate = Promise.withResolvers<number>();
    const writer = writerOver(() => gate.promise, take);
    writer.push('a');
    await expect(writer.settled()).rejects.toThrow(AuditSinkError);
    gate.resolve(2);
    await recovered(writer);
    expect(written.join('')).toBe('a\n');
  });
});

test('closing closes the sink and tries no more', async () => {
  const writer = writerOver(refuse);
  writer.push('a');
  await expect(writer.settled()).rejects.toThrow(AuditSinkError);
  await writer.close();
  expect(isClosed).toBe(true);
});
