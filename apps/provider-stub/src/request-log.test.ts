import { describe, expect, jest, test } from '@jest/globals';
import { createLogger } from '@cdg/http-server';
import { ALLERGIES, parameters } from './testing/parameters-body.ts';
import { OPERATION_PATH, runProviderStub, TRACE_ID, type Call } from './testing/run-provider-stub.ts';
import { SAMPLE_NHS_NUMBER, sampleRecord } from './testing/sample-record.ts';

/** What was logged for one call. */
async function logged(call: Call): Promise<readonly unknown[]> {
  const logger = createLogger({ service: 'provider-stub', level: 'silent' });
  const lines: unknown[] = [];
  jest.spyOn(logger, 'info').mockImplementation((line: unknown) => void lines.push(line));
  jest.spyOn(logger, 'error').mockImplementation((line: unknown) => void lines.push(line));
  const stub = await runProviderStub({ records: [sampleRecord()], logger });
  await stub.call(call);
  await stub.close();
  return lines;
}

describe('the log', () => {
  test('has one line for each request, with what is needed to find it again', async () => {
    expect(await logged({ body: parameters(ALLERGIES) })).toEqual([
      {
        method: 'POST',
        route: 'structured/Patient/$gpc.getstructuredrecord',
        odsCode: 'A12345',
        traceId: TRACE_ID,
        status: 200,
        ms: 0,
      },
    ]);
  });

  test.each<[string, Call, string]>([
    [
      'an NHS number in the path',
      { path: `/A12345/STU3/1/gpconnect/Patient/${SAMPLE_NHS_NUMBER}` },
      'foundations/other',
    ],
    ['an NHS number in the query', { path: `${OPERATION_PATH}?${SAMPLE_NHS_NUMBER}` }, 'structured/'],
    ['an NHS number as trace id', { headers: { 'Ssp-TraceID': SAMPLE_NHS_NUMBER } }, 'structured/'],
    ['an NHS number as ODS code', { path: OPERATION_PATH.replace('A12345', SAMPLE_NHS_NUMBER) }, 'structured/'],
    ['a path that is nobody’s', { path: `/${SAMPLE_NHS_NUMBER}` }, 'other'],
    ['a call through the proxy', { path: `/ssp/http://127.0.0.1/${SAMPLE_NHS_NUMBER}` }, 'ssp'],
  ])('repeats nothing that the caller made up: %s', async (_case, call, route) => {
    const lines = JSON.stringify(await logged({ body: parameters(), ...call }));
    expect(lines).toContain(`"route":"${route}`);
    expect(lines).not.toContain(SAMPLE_NHS_NUMBER);
    expect(lines).not.toContain('Bearer');
  });
});
