import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { isDeployedElsewhere, testWithOwnFleet } from '@cdg/gateway-under-test';
import { describeResult } from './describe-result.ts';
import { readExpectations } from './read-expectations.ts';
import { renderDocument } from './render-document.ts';
import type { CellResult } from './run-cell.ts';
import { runMatrix } from './run-matrix.ts';

const DOCUMENT = join(import.meta.dirname, '../../../docs/resilience-matrix.md');
const WRITES_DOCUMENT = process.env.RESILIENCE_DOCUMENT === 'write';
const RUN_LIMIT_MS = 240_000;

const expectations = readExpectations();
let results: readonly CellResult[] = [];

beforeAll(async () => {
  if (!isDeployedElsewhere()) results = await runMatrix(expectations.cells);
}, RUN_LIMIT_MS);

afterAll(() => {
  process.stdout.write(results.map((result) => `${describeResult(result)}\n`).join(''));
});

describe('while an upstream misbehaves', () => {
  for (const cell of expectations.cells) {
    testWithOwnFleet(`${cell.upstream}, ${cell.fault}: ${cell.expected.answer}`, () => {
      const { seen, problems } = results.find((one) => one.cell === cell) ?? {};
      expect({ seen, problems }).toEqual({ seen: cell.expected, problems: [] });
      return Promise.resolve();
    });
  }
});

testWithOwnFleet('docs/resilience-matrix.md says so (npm run resilience:document writes it)', () => {
  const document = renderDocument(results, expectations);
  if (WRITES_DOCUMENT) writeFileSync(DOCUMENT, document);
  expect(existsSync(DOCUMENT) ? readFileSync(DOCUMENT, 'utf8') : '').toBe(document);
  return Promise.resolve();
});
