import { runCommand } from '@cdg/child-processes';
import type { Setting } from './schemathesis.ts';

export interface Attempt {
  readonly status: number;
  readonly output: string;
}

const MAX_OUTPUT_CHARACTERS = 20_000;

/** Runs a program in silence; a program that is not there, or takes too long, has a status other than 0. */
export async function tryCommand(
  command: readonly [string, ...string[]],
  { signal, path, timeoutMs }: Pick<Setting, 'signal' | 'path'> & { readonly timeoutMs: number },
): Promise<Attempt> {
  let output = '';
  try {
    const status = await runCommand({
      command,
      environment: path === undefined ? {} : { PATH: path },
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      onOutput: (text) => {
        output = (output + text).slice(-MAX_OUTPUT_CHARACTERS);
      },
    });
    return { status, output };
  } catch (error) {
    return { status: 127, output: error instanceof Error ? error.message : String(error) };
  }
}

/** The last line that a program has printed, which mostly says what went wrong. */
export function lastLine(output: string): string {
  return output.trim().split('\n').at(-1)?.trim() ?? '';
}
