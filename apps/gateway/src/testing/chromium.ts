import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const LIMIT_MS = 30_000;
const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome'].find(
  (program) => spawnSync(program, ['--version'], { timeout: LIMIT_MS }).status === 0,
);

/** Why there is no browser to try a page in; undefined when there is one. */
export const WHY_NO_CHROMIUM =
  CHROMIUM === undefined ? 'no chromium on the PATH; Debian and Ubuntu have it: apt-get install chromium' : undefined;

/** What a page has become in a real browser, once its scripts have nothing more to do. */
export async function renderInChromium(url: string): Promise<string> {
  const profile = await mkdtemp(join(tmpdir(), 'chromium-'));
  // Without its sandbox, which root and containers cannot have; the page is ours.
  const options = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--virtual-time-budget=10000',
    '--dump-dom',
  ];
  try {
    const args = [...options, `--user-data-dir=${profile}`, url];
    const { stdout } = await promisify(execFile)(CHROMIUM ?? '', args, { timeout: LIMIT_MS, maxBuffer: 2 ** 24 });
    return stdout;
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
