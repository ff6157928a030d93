import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { REQUEST_ID } from './testing/running-stub.ts';

const line = z.looseObject({ msg: z.string() });
const start = (env: Readonly<Record<string, string>>) =>
  spawn(process.execPath, [new URL('main.ts', import.meta.url).pathname], { env: { ...process.env, ...env } });

test('the process says where it listens, logs a line for each request, and ends on SIGTERM', async () => {
  const stub = start({ PDS_STUB_PORT: '0' });
  const lines = createInterface({ input: stub.stdout })[Symbol.asyncIterator]();
  const nextLine = async () => line.parse(JSON.parse(String((await lines.next()).value)));

  const { pds } = z.object({ pds: z.string() }).parse((await nextLine()).urls);
  const url = `${pds}/personal-demographics/FHIR/R4/Patient/9999999999?x=9999999999`;
  await fetch(url, { headers: { Authorization: 'Bearer secret-token', 'X-Request-ID': REQUEST_ID } });
  const logged = await nextLine();
  expect(logged).toMatchObject({
    method: 'GET',
    route: '/personal-demographics/FHIR/R4/Patient/:id',
    status: 401,
    requestId: REQUEST_ID,
    msg: 'answered',
  });
  expect(Object.keys(logged).toSorted()).toEqual(
    ['level', 'method', 'ms', 'msg', 'requestId', 'route', 'service', 'status', 'time'].toSorted(),
  );
  expect(JSON.stringify(logged)).not.toMatch(/9999999999|secret-token/);

  stub.kill('SIGTERM');
  expect(await once(stub, 'exit')).toEqual([0, null]);
});

test('settings that cannot be used end it with status 78', async () => {
  const stub = start({ PDS_STUB_PORT: 'ninety' });
  expect(await once(stub, 'exit')).toEqual([78, null]);
});
