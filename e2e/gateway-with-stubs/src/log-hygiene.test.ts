import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { isNhsNumber } from '@cdg/fhir';
import { CONFORMANCE_PATIENTS, SCENARIO_PATIENTS } from '@cdg/test-data';
import { z } from 'zod';
import { ask, askFor, goodHeaders, parametersFor } from './support/ask.ts';
import { startTestFleet, type TestFleet } from './support/fleet.ts';

let fleet: TestFleet;
beforeAll(async () => {
  fleet = await startTestFleet({ LOG_LEVEL: 'trace', CDG_DEBUG: 'true' });
});
afterAll(() => fleet.stop());

const SLOW: readonly string[] = [SCENARIO_PATIENTS.record50MB];
const PEOPLE = [...Object.values(SCENARIO_PATIENTS), ...Object.values(CONFORMANCE_PATIENTS)].filter(
  (number) => !SLOW.includes(number),
);

const tokenSchema = z.object({ access_token: z.string() });

test('no NHS number and no token stands in any line that the four processes write', async () => {
  const answer = await fetch(`${fleet.urls.pds}/_stub/tokens`, { method: 'POST' });
  const { access_token: token } = tokenSchema.parse(await answer.json());
  for (const number of PEOPLE) {
    await askFor(fleet.urls.gateway, number);
    // Straight at the stubs, as testers do, in places where a careless log line would repeat it.
    const path = `/personal-demographics/FHIR/R4/Patient/${number}`;
    await fetch(`${fleet.urls.pds}${path}`, { headers: { authorization: `Bearer ${token}`, 'x-request-id': number } });
    await fetch(`${fleet.urls.sds}/spine-directory/FHIR/R4/Device?organization=${number}`, {
      headers: { apikey: number },
    });
    await fetch(`${fleet.urls.provider}/${number}/STU3/1/gpconnect/structured/metadata`);
  }
  for (const [name, value] of [
    ['Ssp-TraceID', '9990000018'],
    ['ODS-from', '9990000018'],
    ['X-Request-ID', `${token}\u0009`],
  ] as const) {
    await ask(fleet.urls.gateway, { headers: { ...goodHeaders(), [name]: value }, body: parametersFor('9990000018') });
  }
  await ask(fleet.urls.gateway, { method: 'GET', path: '/patient/9990000018?identifier=9990000018' });

  const text = fleet.lines.join('\n');
  expect(fleet.lines.length).toBeGreaterThan(PEOPLE.length * 4);
  expect((text.match(/\d{10,}/g) ?? []).filter(holdsNhsNumber)).toEqual([]);
  expect(text).not.toContain(token);
  expect(text).not.toMatch(/Bearer|eyJ[A-Za-z0-9_-]{10}|stub-sds-api-key|PRIVATE KEY/);
});

/** Whether any ten digits in a row are one of ours: ids, ASIDs and times are longer numbers of other kinds. */
function holdsNhsNumber(digits: string): boolean {
  const windows = Array.from({ length: digits.length - 9 }, (_, start) => digits.slice(start, start + 10));
  return windows.some((window) => isNhsNumber(window) && /^(999|9000000009)/.test(window));
}
