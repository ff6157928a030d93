import { describe, expect, test } from '@jest/globals';
import { checkDocument } from './check-document.ts';
import { readDocument } from './read-document.ts';
import type { Workspace } from './workspace.ts';

const SOURCE = `
  const spans = new Counter({
    name: 'cdg_spans_total',
    help: 'The collector\\'s spans.',
    labelNames: ['outcome', 'path'],
    registers,
  });
  time: new Histogram({ name: 'cdg_time_seconds', help: 'Time.', buckets: SECONDS, registers }),
  new Gauge<'state'>({
    name: 'cdg_pool',
    help:
      'What connections do.',
    labelNames: ['state'],
  });`;
const WORKSPACE: Workspace = {
  exists: () => true,
  read: () => '',
  folders: new Set(),
  ignoredFolders: new Set(),
  scripts: new Set(),
  projects: new Map(),
  source: SOURCE,
  configVariables: new Set(),
  configDefaults: new Map(),
  logLines: [],
};
const CATALOGUE = 'docs/metrics-and-logs.md';

const faultsOf = (text: string, path = CATALOGUE) => checkDocument(readDocument(path, text), WORKSPACE);
const table = (...rows: readonly string[]) => ['| Metric | Type | Labels |', '|---|---|---|', ...rows].join('\n');

const SPANS = '| `cdg_spans_total` | counter | `outcome`, `path` |';
const TIME = '| `cdg_time_seconds` | histogram | |';
const POOL = '| `cdg_pool` | gauge | `state` |';

describe('the catalogue of metrics', () => {
  test('has every metric of the code, in one table or several, beside others', () => {
    const others = '| `process_cpu_seconds_total` | counter | |';
    expect(faultsOf(`${table(SPANS, TIME)}\n\n${table(POOL, others)}`)).toEqual([]);
  });

  test.each([
    ['without one', [SPANS, TIME], 'the metric cdg_pool is not listed'],
    [
      'with another type',
      [SPANS, TIME.replace('histogram', 'gauge'), POOL],
      'the metric cdg_time_seconds is a histogram',
    ],
    [
      'with a label too few',
      [SPANS.replace(', `path`', ''), TIME, POOL],
      'the metric cdg_spans_total has the labels: outcome, path',
    ],
    [
      'with a label too many',
      [SPANS, TIME.replace('| |', '| `le` |'), POOL],
      'the metric cdg_time_seconds has the labels: none',
    ],
    ['with one that is gone', [SPANS, TIME, POOL, '| `cdg_gone` | gauge | |'], 'there is no metric cdg_gone'],
  ])('is at fault %s', (_, rows, fault) => {
    expect(faultsOf(table(...rows))).toEqual([fault]);
  });
});

describe('a metric that any document names', () => {
  test.each([
    '`cdg_pool`',
    '`sum(rate(cdg_time_seconds_bucket[5m]))`',
    '`cdg_spans_total{outcome="lost"}`',
    '`cdg_spans_*`',
    '`curl host/metrics | grep -E "cdg_(spans|pool)|cdg_ti|cdg_time_seconds_count.*PDS"`',
  ])('exists: %s', (text) => {
    expect(faultsOf(text, 'docs/other.md')).toEqual([]);
  });

  test.each([
    ['`cdg_pools`', 'cdg_pools'],
    ['```\ncdg_pools 1\n```', 'cdg_pools'],
    ['`cdg_pools_*`', 'cdg_pools_*'],
  ])('does not: %j', (text, name) => {
    expect(faultsOf(text, 'docs/other.md')).toEqual([`there is no metric ${name}`]);
  });
});
