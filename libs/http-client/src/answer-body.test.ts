import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createIncomingBody, type IncomingBody } from './answer-body.ts';

const flow = { pause: jest.fn(), resume: jest.fn(), abort: jest.fn<(reason: Error) => void>() };
let incoming: IncomingBody;

beforeEach(() => {
  jest.clearAllMocks();
  incoming = createIncomingBody(flow, ({ message }) => new Error(`renamed: ${message}`));
});

const chunk = (length: number) => Buffer.alloc(length, 'x');

describe('a body', () => {
  test('gives its bytes in their order, those that came before they were wanted and those that come after', async () => {
    const { body, push, end } = incoming;
    push(Buffer.from('a'));
    push(Buffer.from('b'));
    const first = [await body.read()];
    const next = body.read();
    push(Buffer.from('c'));
    end();

    expect(Buffer.concat([...first, await next].map((bytes) => bytes ?? Buffer.alloc(0))).toString()).toBe('abc');
    expect(await body.read()).toBeUndefined();
  });

  test('that ends tells who waits for it', async () => {
    const read = incoming.body.read();
    incoming.end();

    expect(await read).toBeUndefined();
  });

  test('that breaks gives what has come, then the error, each time it is asked', async () => {
    const { body, push, fail } = incoming;
    push(Buffer.from('a'));
    fail(new Error('reset'));

    expect(await body.read()).toEqual(Buffer.from('a'));
    await expect(body.read()).rejects.toThrow('renamed: reset');
    await expect(body.read()).rejects.toThrow('renamed: reset');
  });

  test('that breaks fails who waits for it', async () => {
    const read = expect(incoming.body.read()).rejects.toThrow('renamed: reset');
    incoming.fail(new Error('reset'));

    await read;
  });

  test('holds the upstream back while much waits, and lets it go on once it is read', async () => {
    const { body, push } = incoming;
    push(chunk(40_000));
    expect(flow.pause).not.toHaveBeenCalled();
    push(chunk(40_000));
    push(chunk(40_000));
    expect(flow.pause).toHaveBeenCalledTimes(1);
    expect(flow.resume).not.toHaveBeenCalled();

    expect(await body.read()).toHaveLength(120_000);
    expect(flow.resume).toHaveBeenCalledTimes(1);
  });

  test('that comes in very many pieces is read in few', async () => {
    const { body, push, end } = incoming;
    for (let piece = 0; piece < 10_000; piece += 1) push(chunk(1));
    end();

    expect(await body.read()).toHaveLength(10_000);
    expect(await body.read()).toBeUndefined();
  });

  test('has one reader at a time', async () => {
    const first = incoming.body.read();
    await expect(incoming.body.read()).rejects.toThrow('being read already');
    incoming.push(chunk(1));

    expect(await first).toHaveLength(1);
  });

  test('is iterated to its end', async () => {
    const { body, push, end } = incoming;
    push(chunk(1));
    push(chunk(2));
    end();
    const lengths: number[] = [];
    for await (const bytes of body) lengths.push(bytes.length);

    expect(lengths).toEqual([3]);
    expect(flow.abort).not.toHaveBeenCalled();
  });

  test('that its reader leaves early is given up', async () => {
    incoming.push(chunk(1));
    for await (const bytes of incoming.body) {
      expect(bytes).toHaveLength(1);
      break;
    }

    expect(flow.abort).toHaveBeenCalledTimes(1);
  });
});

describe('a body that is destroyed', () => {
  test('never looks whole: whoever reads on, or waits, gets an error', async () => {
    const { body, push } = incoming;
    const waiting = expect(body.read()).rejects.toThrow('renamed: nobody wants');
    body.destroy();
    push(chunk(1));

    await waiting;
    await expect(body.read()).rejects.toThrow('renamed: nobody wants');
    expect(flow.abort).toHaveBeenCalledTimes(1);
  });

  test('leaves its connection alone when it has come whole, and gives none of its bytes', async () => {
    const { body, push, end } = incoming;
    push(chunk(1));
    end();
    body.destroy();

    expect(flow.abort).not.toHaveBeenCalled();
    await expect(body.read()).rejects.toThrow('renamed: nobody wants');
  });
});

describe('whoever wants to know that a body is over', () => {
  test.each<[string, (incoming: IncomingBody) => void]>([
    [
      'it has come whole',
      ({ end }) => {
        end();
      },
    ],
    [
      'it broke',
      ({ fail }) => {
        fail(new Error('reset'));
      },
    ],
    [
      'it was destroyed',
      ({ body }) => {
        body.destroy();
      },
    ],
  ])('is told once when %s, or at once if that is past', (_, finish) => {
    const [before, after] = [jest.fn(), jest.fn()];
    incoming.body.onceOver(before);
    expect(before).not.toHaveBeenCalled();

    finish(incoming);
    incoming.end();
    incoming.body.onceOver(after);

    expect(before).toHaveBeenCalledTimes(1);
    expect(after).toHaveBeenCalledTimes(1);
  });
});
