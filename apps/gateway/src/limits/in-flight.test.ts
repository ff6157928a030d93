import { EventEmitter } from 'node:events';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, jest, test } from '@jest/globals';
import { createInFlight } from './in-flight.ts';

const response = () => new ServerResponse(new IncomingMessage(new Socket()));

describe('requests in flight', () => {
  test('are bounded: one more is turned away and told when to come again', () => {
    const onShed = jest.fn();
    const { enter, count } = createInFlight({ max: 2, onShed });
    enter(response());
    enter(response());

    expect(() => {
      enter(response());
    }).toThrow(
      expect.objectContaining({
        row: { status: 503, issue: 'transient', spineCode: 'INTERNAL_SERVER_ERROR' },
        headers: { 'Retry-After': '1' },
      }),
    );
    expect(count()).toBe(2);
    expect(onShed).toHaveBeenCalledTimes(1);
  });

  test('are so until the answer is out, or the connection gone', () => {
    const { enter, count } = createInFlight({ max: 1, onShed: jest.fn() });
    const first = response();
    enter(first);
    first.emit('close');
    expect(count()).toBe(0);
    expect(EventEmitter.listenerCount(first, 'close')).toBe(0);

    enter(response());
    expect(count()).toBe(1);
  });

  test('come to an end when no more are taken', () => {
    const { enter, stop } = createInFlight({ max: 2, onShed: jest.fn() });
    stop();

    expect(() => {
      enter(response());
    }).toThrow('The gateway is taking no more requests at the moment');
  });
});
