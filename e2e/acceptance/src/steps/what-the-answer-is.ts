import { expect } from '@jest/globals';
import { errorOf } from '@cdg/gateway-under-test';
import type { Steps } from '../gherkin/step-book.ts';
import { latest, type World } from '../world.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const PROFILE = 'https://fhir.nhs.uk/STU3/StructureDefinition/GPConnect-OperationOutcome-1';
const SYSTEM = 'https://fhir.nhs.uk/STU3/CodeSystem/Spine-ErrorOrWarningCode-1';

const headerOf = (world: World, name: string) => latest(world).answer.headers[name.toLowerCase()];

/** What a tester looks at in an answer. */
export const WHAT_THE_ANSWER_IS: Steps<World> = {
  'the answer is {int}': (world, status) => {
    expect(latest(world).answer.status).toBe(Number(status));
  },
  'the answer is {int} {word}, {string}': (world, ...[status, spineCode, issue]: [string, string, string]) => {
    expect(errorOf(latest(world).answer)).toMatchObject({
      ...{ status: Number(status), spineCode, issue, profile: PROFILE, system: SYSTEM },
      contentType: expect.stringMatching(/^application\/fhir\+json/),
    });
  },
  'it says {string}': (world, text) => {
    expect(errorOf(latest(world).answer).diagnostics).toBe(text);
  },
  'it begins with {string}': (world, text) => {
    expect(errorOf(latest(world).answer).diagnostics.slice(0, text.length)).toBe(text);
  },
  'it mentions {string}': (world, text) => {
    expect(errorOf(latest(world).answer).diagnostics).toContain(text);
  },
  'the answer does not contain the NHS number': (world) => {
    const { answer, nhsNumber } = latest(world);
    const text = answer.body.toString('utf8');
    expect(text).not.toBe('');
    // Not even one that is mistyped at its end.
    expect(text.includes(nhsNumber.slice(0, -1))).toBe(false);
  },

  "the answer's header {word} is {string}": (world, name, value) => {
    expect(headerOf(world, name)).toBe(value);
  },
  "the answer's header {word} is a UUID": (world, name) => {
    expect(headerOf(world, name)).toMatch(UUID);
  },
  'the answer has no header {word}': (world, name) => {
    expect(headerOf(world, name)).toBeUndefined();
  },
  'the headers Ssp-TraceID, X-Request-ID and X-Correlation-ID come back': (world) => {
    for (const name of ['Ssp-TraceID', 'X-Request-ID', 'X-Correlation-ID']) {
      expect(headerOf(world, name)).toBe(world.draft.headers[name]);
    }
  },
};
