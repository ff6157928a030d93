import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { json } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';

export interface Question {
  readonly url: string;
  /** What the version must end with. */
  readonly commit?: string | undefined;
  /** A client certificate and its key, in one PEM. */
  readonly certificate?: string | undefined;
  readonly attempts: number;
  readonly pauseMs: number;
}

const LIMIT_MS = 10_000;
const health = z.object({ status: z.literal('healthy'), version: z.string() });

/**
 * Asks a gateway for its health until it is well, and answers its version.
 *
 * @throws what was wrong at last
 */
export async function askHealth(question: Question): Promise<string> {
  const { attempts, pauseMs } = question;
  try {
    return await askOnce(question);
  } catch (error) {
    if (attempts <= 1) throw error;
    await delay(pauseMs);
    return askHealth({ ...question, attempts: attempts - 1 });
  }
}

async function askOnce({ url, commit, certificate }: Question): Promise<string> {
  const { status, version } = health.parse(await get(new URL('/health', url), certificate));
  if (commit !== undefined && !version.endsWith(`.${commit}`))
    throw new Error(`${url} is ${status}, but of version ${version}, not of commit ${commit}`);
  return version;
}

function get(url: URL, pem: string | undefined): Promise<unknown> {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const signal = AbortSignal.timeout(LIMIT_MS);
  return new Promise((resolve, reject) => {
    const call = request(url, { cert: pem, key: pem, agent: false, signal }, (answer) => {
      if (answer.statusCode === 200) {
        json(answer).then(resolve, reject);
        return;
      }
      answer.destroy();
      reject(new Error(`${url.href} answers ${answer.statusCode}`));
    });
    call.once('error', reject).end();
  });
}
