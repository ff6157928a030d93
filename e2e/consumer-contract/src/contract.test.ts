import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestFleet, type TestFleet } from '@cdg/gateway-under-test';
import { breakGateway, type GatewayAnswer } from './broken-gateway.ts';
import { EXPECTATIONS } from './expectations.ts';
import { verifyContract, type Verification } from './verify-contract.ts';
import { agreeOn, CONTRACT_FILE } from './write-contract.ts';

/** The practice's system is waited for once in each verification, until the deadline. */
const LIMITS = { PROVIDER_TIMEOUT_MS: '500', REQUEST_DEADLINE_MS: '1000' };

/** Pact adds to a contract that is there; what is no longer expected must not stay in it. */
beforeAll(() => {
  rmSync(CONTRACT_FILE, { force: true });
});

describe('a consumer asks as agreed, and understands the answer', () => {
  test.each(EXPECTATIONS)('$description', async (expectation) => {
    expect(await agreeOn(expectation)).toEqual(expectation.understood);
  });
});

describe('against the running gateway and its services', () => {
  let fleet: TestFleet;
  beforeAll(async () => {
    fleet = await startTestFleet(LIMITS);
  });
  afterAll(() => fleet.stop());

  describe('the gateway holds to the contract', () => {
    let verification: Verification;
    beforeAll(async () => {
      verification = await verifyContract(fleet.urls.gateway, fleet.urls);
    });

    test.each(EXPECTATIONS)('$description', ({ description }) => {
      expect(verification.get(description)).toEqual([]);
    });

    test('nothing else stands in the contract', () => {
      expect(verification.size).toBe(EXPECTATIONS.length);
    });
  });

  describe('a gateway that breaks its word is found out', () => {
    const RECORD = ['a request for the allergies of a patient'];
    const REFUSALS = EXPECTATIONS.map(({ description }) => description).filter((one) => !RECORD.includes(one));
    const replace = (wrong: Readonly<Record<string, string>>) => (answer: GatewayAnswer) => ({
      ...answer,
      body: Object.entries(wrong).reduce((body, [from, to]) => body.replaceAll(from, to), answer.body),
    });

    test.each<{ what: string; breakAnswer: (answer: GatewayAnswer) => GatewayAnswer; found: readonly string[] }>([
      {
        what: "somebody else's record",
        breakAnswer: replace({ '"9999999999"': '"9990000018"' }),
        found: RECORD,
      },
      {
        what: 'a record that may be stored',
        breakAnswer: ({ headers, ...answer }) => ({ ...answer, headers: { ...headers, 'cache-control': 'public' } }),
        found: RECORD,
      },
      {
        what: 'refusals with other codes',
        breakAnswer: replace({ 'Spine-ErrorOrWarningCode-1': 'Errors' }),
        found: REFUSALS,
      },
      {
        what: '500 for a patient who is not found',
        breakAnswer: (answer) => (answer.body.includes('PATIENT_NOT_FOUND') ? { ...answer, status: 500 } : answer),
        found: ['a request for a patient who is not found'],
      },
    ])('$what', async ({ breakAnswer, found }) => {
      const broken = await breakGateway(fleet.urls.gateway, breakAnswer);
      try {
        const verification = await verifyContract(broken.url, fleet.urls);
        const failed = [...verification].filter(([, mismatches]) => mismatches.length > 0).map(([name]) => name);
        expect(failed.sort()).toEqual([...found].sort());
      } finally {
        await broken.close();
      }
    });
  });
});
