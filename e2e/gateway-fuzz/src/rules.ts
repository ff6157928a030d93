import type { Outcome, Effort } from './fuzz-api.ts';
import { hasExpired, type Exclusion } from './exclusions.ts';
import type { Operation } from './read-description.ts';
import { countAnswers, type Tally } from './tally.ts';

/** A test of the suite itself: what Schemathesis does not judge. */
export interface RuleResult {
  readonly name: string;
  /** Why it failed. */
  readonly failure?: string | undefined;
  /** Why it was not run. */
  readonly skipped?: string | undefined;
}

/** Of an operation's generated requests at least one in so many reaches a 2xx: answers that are errors prove little. */
const SUCCESS_SHARE = 10;

/** Judges whether an API was really exercised: enough requests, enough of them successful. */
export function judgeOutcome({ api, operations, status, tally }: Outcome, effort: Effort): readonly RuleResult[] {
  if (tally === undefined) {
    return [{ name: `${api}: Schemathesis ran to its end`, failure: `it ended with status ${status}` }];
  }
  return operations.flatMap((operation) => judgeOperation(api, operation, { tally, effort }));
}

function judgeOperation(
  api: string,
  operation: Operation,
  { tally, effort }: { readonly tally: Tally; readonly effort: Effort },
): RuleResult[] {
  const examples = operation.fhir ? effort.fhirExamples : effort.examples;
  const [wantedRequests, wantedSuccesses] = operation.hasInput
    ? [examples, Math.ceil(examples / SUCCESS_SHARE)]
    : [1, 1];
  const generated = countAnswers(
    tally,
    ({ operation: label, phase }) => label === operation.label && phase === 'fuzzing',
  );
  const successes = countAnswers(
    tally,
    ({ operation: label, status }) => label === operation.label && isSuccess(status),
  );
  return [
    {
      name: `${api}: ${operation.label} got ${wantedRequests} generated requests`,
      failure: generated < wantedRequests ? `it got ${generated}` : undefined,
    },
    {
      name: `${api}: ${operation.label} answered with 2xx at least ${wantedSuccesses} times`,
      failure: successes < wantedSuccesses ? `it did ${successes} times` : undefined,
    },
  ];
}

/**
 * Judges that every line of EXCLUSIONS.md is still in date, and, after a run that is thorough enough to tell, needed by
 * an API that it names. Not by each: who is asked for, and how often, is left to chance.
 */
export function judgeExclusions(
  exclusions: readonly Exclusion[],
  outcomes: readonly Outcome[],
  { now, thorough }: { readonly now: Date; readonly thorough: boolean },
): readonly RuleResult[] {
  const inDate = exclusions.map((exclusion) => ({
    name: `EXCLUSIONS.md: ${exclusion.id} has not expired`,
    failure: hasExpired(exclusion, now) ? `it counted until ${exclusion.until}` : undefined,
  }));
  if (!thorough) return inDate;
  const needed = exclusions
    .map(({ id, apis }) => ({ id, runs: outcomes.filter(({ api }) => apis.includes(api)) }))
    .filter(({ runs }) => runs.length > 0)
    .map(({ id, runs }) => ({
      name: `EXCLUSIONS.md: ${id} is needed`,
      failure: runs.every(({ tally }) => (tally?.exclusionsUsed[id] ?? 0) === 0)
        ? 'nothing was excluded by it'
        : undefined,
    }));
  return [...inDate, ...needed];
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}
