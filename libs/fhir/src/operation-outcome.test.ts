import { describe, expect, test } from '@jest/globals';
import { codingsOf, readOperationOutcome } from './index.ts';

const read = (value: unknown) => readOperationOutcome(Buffer.from(JSON.stringify(value)));

const OUTCOME = {
  resourceType: 'OperationOutcome',
  issue: [
    { severity: 'error', code: 'value', details: { coding: [{ system: 's', code: 'FIRST', display: 'kept' }] } },
    { code: 'invalid', diagnostics: 'no details' },
    { details: { text: 'no coding' } },
    { details: { coding: [{ code: 'SECOND' }, {}] } },
  ],
};

describe('readOperationOutcome', () => {
  test('reads one, and keeps elements that it does not know', () => {
    expect(read({ ...OUTCOME, meta: { profile: ['p'] } })).toEqual({ ...OUTCOME, meta: { profile: ['p'] } });
  });

  test.each<[string, unknown]>([
    ['another resource', { ...OUTCOME, resourceType: 'Bundle' }],
    ['no issue', { resourceType: 'OperationOutcome' }],
    ['an empty list of issues', { resourceType: 'OperationOutcome', issue: [] }],
    ['an issue of the wrong type', { resourceType: 'OperationOutcome', issue: ['error'] }],
    ['more issues than any outcome has', { ...OUTCOME, issue: Array.from({ length: 201 }, () => ({})) }],
    [
      'more codings than any issue has',
      { ...OUTCOME, issue: [{ details: { coding: Array.from({ length: 201 }, () => ({})) } }] },
    ],
    ['a raw fault of the API platform', { fault: { faultstring: 'x', detail: { errorcode: 'y' } } }],
    ['null', null],
    ['a list', [OUTCOME]],
  ])('gives nothing for %s', (_, value) => {
    expect(read(value)).toBeUndefined();
  });

  test('does not look into half a million issues', () => {
    const started = performance.now();
    expect(read({ ...OUTCOME, issue: Array.from({ length: 500_000 }, () => 0) })).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  test.each(['', '<html></html>', '{"resourceType":"OperationOutcome"', '\u0000'])('gives nothing for %j', (text) => {
    expect(readOperationOutcome(Buffer.from(text))).toBeUndefined();
  });
});

describe('codingsOf', () => {
  test('gives the codings of all issues, first to last', () => {
    const outcome = read(OUTCOME);

    expect(outcome && codingsOf(outcome).map(({ code }) => code)).toEqual(['FIRST', 'SECOND', undefined]);
  });
});
