import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { isDeployedElsewhere, openGateway, type GatewayUnderTest } from '@cdg/gateway-under-test';
import { parseFeature } from './gherkin/parse-feature.ts';
import { runFeatures } from './gherkin/run-features.ts';
import { createStepBook } from './gherkin/step-book.ts';
import { reasonToSkip } from './reason-to-skip.ts';
import { PHRASES, STEPS } from './steps/all-steps.ts';
import { closeWorld, openWorld } from './world.ts';

const FOLDER = join(import.meta.dirname, '../features');

/** Short enough to wait for, long enough for a machine that is busy with other suites. */
const LIMITS = {
  PDS_TIMEOUT_MS: '800',
  SDS_TIMEOUT_MS: '800',
  PROVIDER_TIMEOUT_MS: '1500',
  REQUEST_DEADLINE_MS: '3000',
};

let under: GatewayUnderTest;
beforeAll(async () => {
  under = await openGateway(LIMITS);
});
afterAll(() => under.close());

const features = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.feature'))
  .sort()
  .map((file) => parseFeature(readFileSync(join(FOLDER, file), 'utf8'), `features/${file}`));

const steps = createStepBook(PHRASES, ...STEPS);

runFeatures({
  features,
  steps,
  openWorld: () => openWorld(under),
  closeWorld,
  reasonToSkip: ({ tags }) => (isDeployedElsewhere() ? reasonToSkip(tags) : undefined),
});

test('every step is used, so that none is left behind when features change', () => {
  expect(features.length).toBeGreaterThan(0);
  expect(steps.unused()).toEqual([]);
});
