import { describe, expect, test } from '@jest/globals';
import { checkErrors } from './check-errors.ts';
import { checkUndocumented } from './check-undocumented.ts';

const ROWS = `export const ERROR_ROWS = {
  invalidNumber: { status: 400, issue: 'value', spineCode: 'INVALID_NUMBER' },
  timeout: { status: 504, issue: 'timeout', spineCode: 'INTERNAL_ERROR' },
`;
const SOURCE = `
throw new CallError('invalidNumber', 'Invalid number');
return new CallError('timeout', \`\${upstream} request timed out\`, { cause });
return new CallError(
  'timeout',
  "It's too late",
);
`;
const PAGE = `
| Kind            | HTTP | Issue     | Spine code       | diagnostics                                    | Meaning |
| --------------- | ---- | --------- | ---------------- | ---------------------------------------------- | ------- |
| \`invalidNumber\` | 400  | \`value\`   | \`INVALID_NUMBER\` | \`Invalid number\`                               | a       |
| \`timeout\`       | 504  | \`timeout\` | \`INTERNAL_ERROR\` | \`… request timed out\`<br>\`It's too late\`       | b       |
`;

const faultsOf = ({ page = PAGE, source = SOURCE, rows = ROWS }) =>
  checkErrors(page, { source: rows + source, read: () => rows });

describe('the table of errors', () => {
  test('has no faults when it says what the gateway says', () => {
    expect(faultsOf({})).toEqual([]);
  });

  test.each([
    ['an error that is not listed', { page: PAGE.replace(/\| `timeout.*\n/, '') }, 'the error timeout is not listed'],
    ['an error that does not exist', { page: PAGE.replace('`timeout` ', '`tooLate` ') }, 'there is no error tooLate'],
    [
      'another status',
      { page: PAGE.replace('504', '502') },
      'timeout is 504 timeout INTERNAL_ERROR, not 502 timeout INTERNAL_ERROR',
    ],
    [
      'another code',
      { page: PAGE.replace('INVALID_NUMBER', 'INVALID') },
      'invalidNumber is 400 value INVALID_NUMBER, not 400 value INVALID',
    ],
    [
      'a text that nobody says',
      { page: PAGE.replace('Invalid number', 'Wrong number') },
      'the gateway never says "Wrong number"',
    ],
    [
      'a text that is not listed',
      { source: `${SOURCE}new CallError('timeout', 'Late')` },
      'timeout does not list "Late"',
    ],
    [
      'a table of errors that cannot be read',
      { rows: '' },
      'apps/gateway/src/errors/error-rows.ts has no error that can be read',
    ],
  ])('%s is a fault', (_, given, fault) => {
    expect(faultsOf(given)).toContain(fault);
  });
});

describe('npm scripts that no document tells of', () => {
  const documents = [{ codeLines: ['npm start', 'npm run keys -- --force', 'npm run fuzz:deep'] }];

  test('are faults, those aside that npm runs by itself', () => {
    const scripts = new Set(['start', 'keys', 'fuzz', 'fuzz:deep', 'pregateway']);
    expect(checkUndocumented(documents, { scripts })).toEqual(['no document tells of npm run fuzz']);
  });
});
