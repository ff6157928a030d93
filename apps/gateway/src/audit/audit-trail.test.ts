import { beforeEach, expect, test } from '@jest/globals';
import { createLogger } from '@cdg/http-server';
import type { Anchor } from './audit-anchor.ts';
import { createAuditTrail } from './audit-trail.ts';
import type { AuditSink } from './audit-writer.ts';
import { GENESIS } from './hash-chain.ts';

let text: string;
let anchors: Anchor[];
let isFull: boolean;
beforeEach(() => {
  text = '';
  anchors = [];
  isFull = false;
});

const sink: AuditSink = {
  write: (bytes) => {
    if (isFull) return Promise.reject(new Error('full'));
    text += bytes.toString();
    return Promise.resolve(bytes.length);
  },
  sync: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

function open(anchorEveryMs = 60_000) {
  return createAuditTrail({
    sinks: [sink],
    head: GENESIS,
    anchor: {
      read: () => Promise.resolve(undefined),
      write: (anchor) => {
        anchors.push(anchor);
        return Promise.resolve();
      },
    },
    isRequired: true,
    logger: createLogger({ service: 'gateway', level: 'silent' }),
    now: () => new Date(),
    onLost: () => undefined,
    onWritable: () => undefined,
    anchorEveryMs,
  });
}

const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2));
};

test('a sink that works again gets what was kept, and how much was not', async () => {
  const trail = open();
  isFull = true;
  trail.append({ event: 'request' });
  await until(() => !trail.isWritable());
  for (let count = 0; count < 100; count += 1) trail.append({ event: 'request', text: 'x'.repeat(100_000) });
  isFull = false;
  await until(() => trail.isWritable());
  await trail.settled();
  trail.append({ event: 'request' });
  await trail.settled();
  const events = text.trimEnd().split('\n');
  expect(events).toHaveLength(87);
  expect(events.at(-2)).toMatch(/"seq":86,.*"event":"gap","lost":16\}$/);
  await trail.close();
});

test('what comes in one turn is bounded, too, while the sink does not even fail', async () => {
  const trail = open();
  for (let count = 0; count < 30_000; count += 1) trail.append({ event: 'request', text: 'x'.repeat(900) });
  await trail.settled();
  trail.append({ event: 'request' });
  await trail.settled();
  const events = text.trimEnd().split('\n');
  expect(Buffer.byteLength(text)).toBeLessThan(8_388_608 + 1_100_000);
  const gap: unknown = JSON.parse(events.at(-2) ?? '');
  expect(gap).toMatchObject({ event: 'gap', lost: 30_000 - (events.length - 2) });
  await trail.close();
});

test('the head is anchored while the trail grows, and only when it has been written', async () => {
  const trail = open(5);
  trail.append({ event: 'request' });
  await until(() => anchors.length > 0);
  expect(anchors).toEqual([expect.objectContaining({ seq: 1, isClosed: false })]);
  isFull = true;
  trail.append({ event: 'request' });
  await until(() => !trail.isWritable());
  await trail.close();
  expect(anchors).toHaveLength(1);
});
