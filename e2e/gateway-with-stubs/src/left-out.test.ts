import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { isDeployedElsewhere } from '@cdg/gateway-under-test';
import { z } from 'zod';

/** `jest.config.mjs` leaves out every other file while `BASE_URL` is set; this one says which. */
const FOLLOWERS = z.array(z.string()).parse(JSON.parse(sourceOf('follows-base-url.json')));

const files = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.test.ts') && file !== basename(import.meta.filename))
  .sort();

test('follows-base-url.json names the files that ask the gateway at BASE_URL, and no other', () => {
  expect(FOLLOWERS).toEqual(files.filter((file) => sourceOf(file).includes('openGateway(')));
});

if (isDeployedElsewhere()) {
  for (const file of files.filter((name) => !FOLLOWERS.includes(name))) {
    test.skip(`${file} (skipped: asks a gateway that it starts itself, not the one at BASE_URL)`, () => undefined);
  }
}

function sourceOf(file: string): string {
  return readFileSync(join(import.meta.dirname, file), 'utf8');
}
