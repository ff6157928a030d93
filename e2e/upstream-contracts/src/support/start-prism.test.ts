import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, jest, test } from '@jest/globals';
import { z } from 'zod';
import { DESCRIPTIONS } from './descriptions.ts';
import { startPrism } from './start-prism.ts';

jest.setTimeout(60_000);

const MODULE = new URL('start-prism.ts', import.meta.url).href;
const addressSchema = z.url().transform((url) => new URL(url));

async function isListening(url: URL): Promise<boolean> {
  const socket = createConnection({ host: url.hostname, port: Number(url.port) });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

test('a Prism ends with the process that started it, even when that is killed', async () => {
  const script = `
    import { startPrism } from ${JSON.stringify(MODULE)};
    const { url } = await startPrism({ description: ${JSON.stringify(DESCRIPTIONS.sds)} });
    process.send(url);`;
  const parent = spawn(process.execPath, ['--input-type=module-typescript', '--eval', script], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const told: unknown[] = await Promise.race([once(parent, 'message'), once(parent, 'exit')]);
  const address = addressSchema.parse(told[0]);
  expect(await isListening(address)).toBe(true);

  parent.kill('SIGKILL');
  await once(parent, 'exit');
  while (await isListening(address)) await wait(20);
});

test('a Prism that cannot start says why', async () => {
  await expect(startPrism({ description: 'no-such-description.yaml' })).rejects.toThrow(/no-such-description\.yaml/);
});
