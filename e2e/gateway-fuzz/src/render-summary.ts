import type { Outcome } from './fuzz-api.ts';
import { countAnswers, type Tally } from './tally.ts';

/** What was sent and answered, an operation a line: `POST /x  1024 (700 valid)  200: 650, 404: 50`. */
export function renderSummary(outcomes: readonly Outcome[]): string {
  return outcomes.flatMap(linesOf).join('\n');
}

function linesOf({ api, operations, status, seconds, tally }: Outcome): readonly string[] {
  const verdict = status === 0 ? 'nothing found' : `status ${status}, see reports/fuzz/${api}.txt`;
  const lines = operations.map(({ label }) => (tally === undefined ? `  ${label}` : `  ${lineOf(label, tally)}`));
  return [`${api}: ${verdict} (${seconds.toFixed(0)} s)`, ...lines];
}

function lineOf(label: string, tally: Tally): string {
  const answers = tally.answers.filter(({ operation }) => operation === label);
  const own = { ...tally, answers };
  const counts = [...Map.groupBy(answers, ({ status }) => status)]
    .sort(([a], [b]) => a - b)
    .map(([status]) => `${status}: ${countAnswers(own, (answer) => answer.status === status)}`);
  const [all, generated, valid] = [
    countAnswers(own, () => true),
    countAnswers(own, ({ phase }) => phase === 'fuzzing'),
    countAnswers(own, ({ mode }) => mode === 'positive'),
  ];
  return `${label}: ${all} requests, ${generated} of them fuzzing, ${valid} valid; ${counts.join(', ')}`;
}
