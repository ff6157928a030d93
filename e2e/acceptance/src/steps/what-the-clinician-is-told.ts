import { expect } from '@jest/globals';
import { errorOf } from '@cdg/gateway-under-test';
import type { Steps } from '../gherkin/step-book.ts';
import { lookUp } from '../look-up.ts';
import { VERDICTS } from '../verdicts.ts';
import { latest, type World } from '../world.ts';

const NAMES: Readonly<Record<string, string>> = { "the practice's system": 'Provider' };

/** What a clinician learns when there is no record. */
export const WHAT_THE_CLINICIAN_IS_TOLD: Steps<World> = {
  'the clinician is told that {verdict}': (world, words) => {
    const { status, code, says } = lookUp(VERDICTS, words);
    const error = errorOf(latest(world).answer);
    expect(error).toMatchObject({ status, spineCode: code });
    expect(error.diagnostics.startsWith(says) ? says : error.diagnostics).toBe(says);
  },
  'the clinician is told to come back later, because {service} is busy': (world, service) => {
    const { status, diagnostics } = errorOf(latest(world).answer);
    expect({ status, diagnostics }).toEqual({
      status: 503,
      diagnostics: `${NAMES[service] ?? service} is not taking requests at the moment`,
    });
  },
  'the answer says after how many seconds': (world) => {
    expect(latest(world).answer.headers['retry-after']).toMatch(/^\d+$/);
  },
  'no part of a record is shown': (world) => {
    const { answer, nhsNumber } = latest(world);
    const text = answer.body.toString('utf8');
    expect(errorOf(answer).status).toBeGreaterThanOrEqual(400);
    expect(text).not.toMatch(/"resourceType"\s*:\s*"(?!OperationOutcome)/);
    expect(text).not.toContain(nhsNumber);
  },
  'all the answers are the same, word for word': ({ answers }) => {
    const texts = answers.map(({ answer }) => `${answer.status} ${answer.body.toString('utf8')}`);
    expect(texts.length).toBeGreaterThan(1);
    expect(new Set(texts).size).toBe(1);
  },
};
