import { describe, expect, test } from '@jest/globals';
import type { Outcome } from './fuzz-api.ts';
import { renderSummary } from './render-summary.ts';

const EFFORT = { fhirExamples: 1_000, examples: 100, seed: 7 };
const OUTCOME: Outcome = {
  api: 'gateway',
  operations: [
    { id: 'getRecord', label: 'POST /record', fhir: true, hasInput: true },
    { id: 'getHealth', label: 'GET /health', fhir: false, hasInput: false },
  ],
  status: 0,
  seconds: 1.4,
  output: '',
  tally: {
    answers: [
      { operation: 'POST /record', phase: 'coverage', mode: 'negative', status: 400, count: 30 },
      { operation: 'POST /record', phase: 'fuzzing', mode: 'negative', status: 400, count: 2 },
      { operation: 'POST /record', phase: 'fuzzing', mode: 'positive', status: 200, count: 5 },
      { operation: 'GET /health', phase: 'fuzzing', mode: 'positive', status: 200, count: 1 },
    ],
    exclusionsUsed: { 'slow-scenarios': 4 },
  },
};

describe('renderSummary', () => {
  test('counts, for each operation, what was sent by phase and kind and got by status', () => {
    expect(renderSummary([OUTCOME], EFFORT).split('\n')).toEqual([
      '1000 generated requests for each FHIR operation, 100 for each other; seed 7',
      'gateway: nothing found (1 s)',
      '  POST /record',
      '    sent 37: coverage 30, fuzzing 7; 5 valid, 32 invalid',
      '    got 200: 5, 400: 32',
      '  GET /health (has no input that could vary)',
      '    sent 1: fuzzing 1; 1 valid, 0 invalid',
      '    got 200: 1',
      '  by EXCLUSIONS.md: slow-scenarios 4 times',
    ]);
  });

  test('says where to look when something was found, and when Schemathesis broke off', () => {
    const text = renderSummary([{ ...OUTCOME, status: 1, tally: undefined }], EFFORT);

    expect(text).toContain('gateway: status 1, see reports/fuzz/gateway.txt');
    expect(text).toContain('Schemathesis broke off');
  });
});
