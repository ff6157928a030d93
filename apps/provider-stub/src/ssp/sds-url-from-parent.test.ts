import { describe, expect, test } from '@jest/globals';
import { EventEmitter } from 'node:events';
import { sdsUrlFromParent } from './sds-url-from-parent.ts';

describe('the address of SDS', () => {
  test('is the configured one until the parent process tells another', () => {
    const parent = new EventEmitter();
    const sdsUrl = sdsUrlFromParent('http://127.0.0.1:9002', parent);
    expect(sdsUrl()).toBe('http://127.0.0.1:9002');
    parent.emit('message', { type: 'sds-stub-url', url: 'http://127.0.0.1:40123/' });
    expect(sdsUrl()).toBe('http://127.0.0.1:40123');
  });

  test.each([
    undefined,
    'stop',
    { type: 'other', url: 'http://x' },
    { type: 'sds-stub-url' },
    { type: 'sds-stub-url', url: 'x' },
  ])('does not change with other messages: %j', (message) => {
    const parent = new EventEmitter();
    const sdsUrl = sdsUrlFromParent('http://127.0.0.1:9002', parent);
    parent.emit('message', message);
    expect(sdsUrl()).toBe('http://127.0.0.1:9002');
  });
});
