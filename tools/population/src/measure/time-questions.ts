import { Client } from 'undici';
import type { Ask } from './questions.ts';

export interface Timed {
  readonly url: string;
  readonly ask: Ask;
}

export interface Timing {
  readonly rounds: number;
  readonly questionsPerRound: number;
  readonly signal: AbortSignal;
}

const TIMEOUT_MS = 10_000;

/**
 * Asks two stubs in turn, a round each, one question after the other: whatever else the machine does, it does to both.
 *
 * @returns the times in milliseconds of each stub, without those of its first round
 * @throws when an answer is not 200
 */
export async function timeInTurn(
  pair: readonly [Timed, Timed],
  timing: Timing,
): Promise<readonly [number[], number[]]> {
  const times: [number[], number[]] = [[], []];
  const clients = pair.map(({ url }) => new Client(url, { headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS }));
  try {
    for (let round = 0; round <= timing.rounds; round += 1) {
      for (const side of [0, 1] as const) {
        const first = round * timing.questionsPerRound;
        const taken = await timeRound(clients[side], pair[side].ask, { ...timing, first });
        if (round > 0) times[side].push(...taken);
      }
    }
    return times;
  } finally {
    await Promise.all(clients.map((client) => client.destroy()));
  }
}

async function timeRound(
  client: Client | undefined,
  ask: Ask,
  { first, questionsPerRound, signal }: Timing & { first: number },
): Promise<readonly number[]> {
  if (client === undefined) throw new Error('there is nobody to ask');
  const times: number[] = [];
  for (let number = first; number < first + questionsPerRound; number += 1) {
    const question = ask(number);
    const asked = performance.now();
    const { statusCode, body } = await client.request({ ...question, signal });
    await body.arrayBuffer();
    times.push(performance.now() - asked);
    if (statusCode !== 200) throw new Error(`${question.path.split('?', 1)[0] ?? ''} answered ${statusCode}`);
  }
  return times;
}

/** The time that so many of the answers took at most; the share is between 0 and 1. */
export function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
