import { spawn, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { stopChild, workspaceRoot } from '@cdg/child-processes';

export interface PrismOptions {
  /** Path of an OpenAPI description. */
  readonly description: string;
  /** Where requests go on to; without one Prism answers with the description's examples. */
  readonly upstream?: string | undefined;
  /** False lets requests through that break the description, to see what is answered to them. */
  readonly checkRequests?: boolean | undefined;
  /** Ends it. */
  readonly signal?: AbortSignal | undefined;
}

export interface Prism {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const PROGRAM = createRequire(import.meta.url).resolve('@stoplight/prism-cli/dist/index.js');
const END_WITH_PARENT = new URL('end-with-parent.ts', import.meta.url).href;
const LISTENING = /Prism is listening on (http:\/\/\S+)/;
const START_LIMIT_MS = 40_000;
const SHOWN_CHARACTERS = 5_000;

/**
 * Starts Prism on a free port of the loopback: `prism proxy --errors` before an upstream, else `prism mock`.
 *
 * @throws with what Prism printed when it does not start
 */
export async function startPrism(options: PrismOptions): Promise<Prism> {
  const args = [...commandFor(options), '--errors', '--host', '127.0.0.1', '--port', '0'];
  const child = spawn(process.execPath, ['--import', END_WITH_PARENT, PROGRAM, ...args], {
    cwd: workspaceRoot,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    signal: options.signal,
  });
  const stop = () => stopChild(child, { graceMs: 1_000 });
  try {
    return { url: await whenListening(child), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function commandFor({ description, upstream, checkRequests = true }: PrismOptions): string[] {
  if (upstream === undefined) return ['mock', description];
  return ['proxy', description, upstream, `--validate-request=${String(checkRequests)}`];
}

/** Keeps reading afterwards: a Prism whose output nobody takes would stop. */
function whenListening(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const fail = (reason: string) => {
      reject(new Error(`Prism ${reason}: ${printed}`));
    };
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        printed = (printed + text).slice(-SHOWN_CHARACTERS);
        const [, url] = LISTENING.exec(printed) ?? [];
        if (url !== undefined) resolve(url);
      });
    }
    child.once('error', reject);
    child.once('exit', (status, signal) => {
      fail(`ended with ${String(status ?? signal)}`);
    });
    setTimeout(fail, START_LIMIT_MS, 'did not start in time').unref();
  });
}
