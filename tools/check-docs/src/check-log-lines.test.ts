import { describe, expect, test } from '@jest/globals';
import { checkLogLines } from './check-log-lines.ts';
import { logLinesIn } from './log-lines-in.ts';
import { readDocument } from './read-document.ts';

describe('logLinesIn', () => {
  test.each([
    ["logger.info('listening');", 'listening', ['info']],
    ["() => options.logger.warn({ reason }, 'Redis is lost'),", 'Redis is lost', ['warn']],
    ["logger[state === 'open' ? 'warn' : 'info']({ state }, 'breaker');", 'breaker', ['info', 'warn']],
    [
      "const end = () => {\n  const level = status >= 500 ? 'error' : 'info';\n  logger[level](\n    { ...faultOf(error) },\n    'request',\n  );\n};",
      'request',
      ['info', 'error'],
    ],
    ["const level = 'info';\nconst f = () => { const level = 'debug'; logger[level]('near'); };", 'near', ['debug']],
    ["function log(level) {\n  logger[level]('unknown');\n}", 'unknown', []],
    ['logger.info(`a text of ${parts}`);', '`a text of ${parts}`', ['info']],
  ])('finds what is logged by %j', (source, message, levels) => {
    expect(logLinesIn(source)).toEqual([{ message, levels }]);
  });

  test.each([
    "logger.child({ a: 'b' })",
    "logger.isLevelEnabled('debug')",
    "controller.error('a')",
    "console.info('a')",
  ])('finds none in %j', (source) => {
    expect(logLinesIn(source)).toEqual([]);
  });
});

describe('the catalogue of log lines', () => {
  const SOURCE = `
    logger[status >= 500 ? 'error' : 'info'](fields, 'request');
    logger.warn('lost');
    logger.info('found');`;
  const REQUEST = '| `request`: one for each request | info; error for a 5xx | `status` |';
  const LOST = '| `lost` | warning | |';
  const FOUND = '| `found` | info | |';

  const faultsOf = (...rows: readonly string[]) => {
    const page = ['| `msg` | Level | Fields |', '| --- | --- | --- |', ...rows].join('\n');
    return checkLogLines(readDocument('docs/page.md', page), { logLines: logLinesIn(SOURCE) });
  };

  test('has every line of the code at its level', () => {
    expect(faultsOf(REQUEST, LOST, FOUND)).toEqual([]);
  });

  test.each([
    ['without one', [REQUEST, LOST], 'the log line "found" is not listed'],
    [
      'with another level',
      [REQUEST, LOST.replace('warning', 'error'), FOUND],
      'the log line "lost" has the level: warn',
    ],
    ['with a level too few', [REQUEST.replace('info; ', ''), LOST, FOUND], '"request" has the level: error, info'],
    ['with one that is gone', [REQUEST, LOST, FOUND, '| `gone` | info | |'], 'nobody logs "gone"'],
  ])('is at fault %s', (_, rows, fault) => {
    expect(faultsOf(...rows)).toEqual([expect.stringContaining(fault)]);
  });
});
