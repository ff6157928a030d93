import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { respond, startScriptedUpstream, type ScriptedUpstream } from '@cdg/test-kit';
import { describedAnswers, type DescribedAnswer } from './support/described-answers.ts';
import { DESCRIPTIONS } from './support/descriptions.ts';
import { startPrism, type Prism } from './support/start-prism.ts';
import { violationsIn } from './violations.ts';

/** Stands for every path parameter. */
const PATH_VALUES: Readonly<Record<string, string>> = { '{id}': '9990000069', '{odsCode}': 'A12345' };

let upstream: ScriptedUpstream;
let prisms: Readonly<Record<'pds' | 'sds' | 'provider', Prism>>;
beforeAll(async () => {
  upstream = await startScriptedUpstream();
  const start = (description: string) => startPrism({ description, upstream: upstream.url, checkRequests: false });
  const [pds, sds, provider] = await Promise.all([
    start(DESCRIPTIONS.pds),
    start(DESCRIPTIONS.sds),
    start(DESCRIPTIONS.provider),
  ]);
  prisms = { pds, sds, provider };
}, 60_000);
afterAll(() => Promise.all([...Object.values(prisms).map((prism) => prism.stop()), upstream.close()]));

describe.each(['pds', 'sds', 'provider'] as const)('the description of %s', (name) => {
  /** What Prism says of an answer. */
  async function judge({ method, path, status, requiredHeaders, body }: DescribedAnswer): Promise<readonly string[]> {
    upstream.script(respond({ status, headers: requiredHeaders, body: JSON.stringify(body) }));
    const concrete = path.replaceAll(/\{\w+\}/g, (parameter) => PATH_VALUES[parameter] ?? parameter);
    // Prism checks the credentials of all requests, these too.
    const headers = { Authorization: 'Bearer token', apikey: 'key' };
    const response = await fetch(`${prisms[name].url}${concrete}`, { method, headers });
    return violationsIn({ headers: Object.fromEntries(response.headers), body: await response.text() });
  }

  const withNull = (answer: DescribedAnswer, member: string) =>
    judge({ ...answer, body: { ...answer.body, [member]: null } });
  const withoutHeader = (answer: DescribedAnswer, header: string) => {
    const others = Object.entries(answer.requiredHeaders).filter(([name]) => name !== header);
    return judge({ ...answer, requiredHeaders: Object.fromEntries(others) });
  };
  const asText = (answer: DescribedAnswer) =>
    judge({ ...answer, requiredHeaders: { ...answer.requiredHeaders, 'Content-Type': 'text/plain' } });

  test.each(describedAnswers(DESCRIPTIONS[name]))(
    '$method $path $status: takes $example, and nothing less',
    async (answer) => {
      expect(await judge(answer)).toEqual([]);
      for (const member of Object.keys(answer.body)) {
        expect({ member, violations: await withNull(answer, member) }).not.toEqual({ member, violations: [] });
      }
      for (const header of Object.keys(answer.requiredHeaders)) {
        expect({ header, violations: await withoutHeader(answer, header) }).not.toEqual({ header, violations: [] });
      }
      expect(await asText(answer)).not.toEqual([]);
    },
  );
});
