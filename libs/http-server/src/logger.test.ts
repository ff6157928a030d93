import { beforeEach, describe, expect, test } from '@jest/globals';
import { createLogger, type Logger } from './index.ts';

let text: string;
let logger: Logger;
beforeEach(() => {
  text = '';
  logger = createLogger({ service: 'a', level: 'info', destination: { write: (line) => (text += line) } });
});

const NHS_NUMBER = '9990000018';
const TOKEN = 'eyJhbGciOiJSUzUxMiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl';

describe('what slips into a log line is taken out', () => {
  test.each([
    ['an NHS number', { path: `/Patient/${NHS_NUMBER}` }],
    ['an NHS number in groups', { note: '999 000 0018' }],
    ['an NHS number with hyphens', { note: '999-000-0018' }],
    ['an NHS number as a number', { value: Number(NHS_NUMBER) }],
    ['a token', { note: TOKEN }],
    ['what goes with Bearer', { note: 'Bearer abc.def' }],
    ['what goes with Basic', { note: 'Basic abc.def' }],
    ['a key', { note: '-----BEGIN PRIVATE KEY-----\nabc.def' }],
    ['the headers', { headers: { apikey: 'abc.def' } }],
    ['the body', { body: 'abc.def' }],
    ['the message of an error', { err: new Error(`no ${NHS_NUMBER}`) }],
  ])('%s', (_, fields) => {
    logger.info(fields, 'a line');
    expect(text).toMatch(/redacted/i);
    expect(text).not.toMatch(/9990000018|999[ -]000[ -]0018|eyJ|abc\.def/);
    expect(JSON.parse(text)).toMatchObject({ service: 'a', msg: 'a line' });
  });

  test('also from the message', () => {
    logger.info(`GET /Patient/${NHS_NUMBER}`);
    expect(text).toContain('"msg":"GET /Patient/[redacted]"');
  });
});

test('ids, times and other numbers stay', () => {
  const fields = { id: '3b1c2a54-6f0d-4e0a-9d0c-999000001811', asid: '918999198738', count: 1234567890, ms: 12 };
  logger.info(fields, 'a line');
  expect(JSON.parse(text)).toMatchObject({ ...fields, time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) });
});

test('control characters break no line and reach no terminal', () => {
  logger.info({ note: 'a\r\n{"level":60}\u001b[31m\0' }, 'b\nc');
  expect(text.trimEnd()).not.toMatch(/\p{Cc}/u);
  expect(JSON.parse(text)).toMatchObject({ msg: 'b\nc', level: 30 });
});
