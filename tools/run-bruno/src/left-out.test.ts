import { expect, test } from '@jest/globals';
import { describeLeftOut } from './left-out.ts';

const request = (file: string, ...tags: string[]) => ({ file, tags, name: 'x', position: 1, checks: 1, text: '' });

test('says what a run against another gateway leaves out, and why', () => {
  const lines = describeLeftOut([
    request('faults/pds-hangs.yml', 'needs-dials'),
    request('faults/sds-hangs.yml', 'needs-dials'),
    request('changed-data/moved.yml', 'needs-dials', 'slow'),
    request('scenarios/full-record.yml'),
  ]);

  expect(lines).toEqual([
    'Left out: 2 of faults, 1 of changed-data (needs-dials: they turn the dials of the stubs behind the gateway, which BASE_URL does not lead to).',
  ]);
});

test('says nothing when nothing is left out', () => {
  expect(describeLeftOut([request('scenarios/full-record.yml')])).toEqual([]);
});
