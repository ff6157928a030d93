import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { anchorIn, readLines, verifyTrail } from '@cdg/audit-verify';
import { SCENARIO_PATIENTS } from '@cdg/test-data';
import { askFor } from './support/ask.ts';
import { startFakeServices, type FakeServices } from './support/fake-services.ts';
import { runGateway, startLoneGateway } from './support/lone-gateway.ts';

const EX_CONFIG = 78;
const ANCHOR_KEY = 'an-anchor-key-of-32-characters-or-more';

let services: FakeServices;
let folder: string;
let file: string;
let settings: Readonly<Record<string, string>>;
beforeAll(async () => {
  services = await startFakeServices();
  folder = await mkdtemp(join(tmpdir(), 'audit-trail-'));
  file = join(folder, 'audit.jsonl');
  settings = { ...services.settings, AUDIT_FILE: file, AUDIT_ANCHOR_KEY: ANCHOR_KEY };
});
afterAll(async () => {
  await services.close();
  await rm(folder, { recursive: true });
});

async function verify(trail: string) {
  const anchor = anchorIn(await readFile(`${file}.anchor.json`, 'utf8'), ANCHOR_KEY);
  return verifyTrail(readLines([trail]), { anchor });
}

test('the trail of a gateway that was killed goes on, is whole, and shows what is done to it', async () => {
  for (let life = 0; life < 2; life += 1) {
    const gateway = await startLoneGateway(settings);
    expect((await askFor(gateway.url, SCENARIO_PATIENTS.fullRecord)).status).toBe(200);
    expect(await runGateway(settings)).toMatchObject({
      exitCode: EX_CONFIG,
      stderr: expect.stringContaining('AUDIT_FILE: another process writes to it'),
    });
    await gateway.stop();
  }

  const { events, faults } = await verify(file);
  expect([events > 14, faults]).toEqual([true, []]);

  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  const copy = join(folder, 'copy');
  for (const tampered of [
    lines.with(2, (lines[2] ?? '').replace('"status":200', '"status":404')),
    lines.toSpliced(3, 1),
    lines.with(3, lines[4] ?? '').with(4, lines[3] ?? ''),
    lines.slice(0, 5),
  ]) {
    await writeFile(copy, `${tampered.join('\n')}\n`);
    expect((await verify(copy)).faults).not.toEqual([]);
  }
});
