import type { Effort, Outcome } from './fuzz-api.ts';
import type { Operation } from './read-description.ts';
import { countAnswers, type Tally } from './tally.ts';

/** What was sent and answered, and what was left out, for people. */
export function renderSummary(outcomes: readonly Outcome[], { fhirExamples, examples, seed }: Effort): string {
  const effort = `${fhirExamples} generated requests for each FHIR operation, ${examples} for each other; seed ${seed}`;
  return [effort, ...outcomes.flatMap(linesOf)].join('\n');
}

function linesOf({ api, operations, status, seconds, tally }: Outcome): readonly string[] {
  const verdict = status === 0 ? 'nothing found' : `status ${status}, see reports/fuzz/${api}.txt`;
  const heading = `${api}: ${verdict} (${seconds.toFixed(0)} s)`;
  if (tally === undefined) return [heading, '  Schemathesis broke off'];
  const used = Object.entries(tally.exclusionsUsed).map(([id, count]) => `${id} ${count} times`);
  return [
    heading,
    ...operations.flatMap((operation) => operationLines(operation, tally)),
    ...(used.length === 0 ? [] : [`  by EXCLUSIONS.md: ${used.join(', ')}`]),
  ];
}

function operationLines({ label, hasInput }: Operation, tally: Tally): readonly string[] {
  const own = { ...tally, answers: tally.answers.filter(({ operation }) => operation === label) };
  const count = (condition: Parameters<typeof countAnswers>[1]) => countAnswers(own, condition);
  const statuses = [...new Set(own.answers.map(({ status }) => status))].sort((a, b) => a - b);
  const phases = [...new Set(own.answers.map(({ phase }) => phase))].filter((phase) => phase !== '');
  return [
    `  ${label}${hasInput ? '' : ' (has no input that could vary)'}`,
    `    sent ${count(() => true)}: ${phases.map((name) => `${name} ${count(({ phase }) => phase === name)}`).join(', ')}; ` +
      `${count(({ mode }) => mode === 'positive')} valid, ${count(({ mode }) => mode === 'negative')} invalid`,
    `    got ${statuses.map((each) => `${each}: ${count(({ status }) => status === each)}`).join(', ')}`,
  ];
}
