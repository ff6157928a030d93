import { expect } from '@jest/globals';
import type { Steps } from '../gherkin/step-book.ts';
import { misbehave, requestsTo, stubUrl, workAgain } from '../dials.ts';
import { lookUp } from '../look-up.ts';
import { TROUBLES } from '../troubles.ts';
import type { World } from '../world.ts';

type Three = [string, string, string];

export const TIMES: Readonly<Record<string, number>> = { once: 1, twice: 2 };

const status = (code: string) => ({ kind: 'status', status: Number(code) }) as const;

/** As a practice's system words its refusals (GP Connect, error handling). */
const refusal = (code: string, issue: string) => ({
  resourceType: 'OperationOutcome',
  meta: { profile: ['https://fhir.nhs.uk/STU3/StructureDefinition/GPConnect-OperationOutcome-1'] },
  issue: [
    {
      severity: 'error',
      code: issue,
      details: {
        coding: [{ system: 'https://fhir.nhs.uk/STU3/CodeSystem/Spine-ErrorOrWarningCode-1', code, display: code }],
      },
      diagnostics: 'In the words of the practice',
    },
  ],
});

/** Services behind the gateway misbehave, and how often they were asked. */
export const SERVICES_THAT_FAIL: Steps<World> = {
  '{service} {trouble}': (world, service, trouble) => misbehave(world, service, { fault: lookUp(TROUBLES, trouble) }),
  '{service} {trouble}, {times}': (world, ...[service, trouble, times]: Three) =>
    misbehave(world, service, { fault: lookUp(TROUBLES, trouble), times: lookUp(TIMES, times) }),
  '{service} once {trouble}': (world, service, trouble) =>
    misbehave(world, service, { fault: lookUp(TROUBLES, trouble), times: 1 }),
  '{service} answers {int}': (world, service, code) => misbehave(world, service, { fault: status(code) }),
  '{service} answers {int}, {times}': (world, ...[service, code, times]: Three) =>
    misbehave(world, service, { fault: status(code), times: lookUp(TIMES, times) }),
  "the practice's system answers {int} {word}": (world, code, spineCode) => {
    const body = refusal(spineCode, code === '409' ? 'conflict' : 'invalid');
    return misbehave(world, "the practice's system", { fault: { ...status(code), body } });
  },
  'PDS takes no access token and gives no new one': async (world) => {
    await misbehave(world, 'PDS', { fault: status('401') });
    await misbehave(world, 'PDS', { match: { path: '/oauth2/token' }, fault: status('500') });
  },
  'SDS has forgotten everybody, for one request': (world) => {
    const body = { resourceType: 'Bundle', type: 'searchset', total: 0, entry: [] };
    return misbehave(world, 'SDS', { fault: { ...status('200'), body }, times: 1 });
  },
  '{service} works again': (world, service) => workAgain(stubUrl(world, service)),

  '{service} has not been asked': async (world, service) => {
    expect(await requestsTo(world, service)).toEqual([]);
  },
  '{service} has seen {int} failure(s)': async (world, service, count) => {
    const requests = await requestsTo(world, service);
    // A request that was cut off has no status.
    expect(requests.filter((request) => (request.status ?? 500) >= 400)).toHaveLength(Number(count));
  },
  'PDS has seen that X-Request-ID {int} times': async (world, count) => {
    const requests = await requestsTo(world, 'PDS');
    const id = world.draft.headers['X-Request-ID'];
    expect(requests.map(({ headers }) => headers['x-request-id'])).toEqual(Array(Number(count)).fill(id));
  },
};
