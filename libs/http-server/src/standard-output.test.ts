import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const LOGGER = join(import.meta.dirname, 'logger.ts');

/** What a process writes that makes a logger, runs these lines and ends. */
function output(...lines: readonly string[]): string[] {
  const script = [
    `import { createLogger } from ${JSON.stringify(LOGGER)};`,
    "const logger = createLogger({ service: 'a', level: 'info' });",
    ...lines,
  ].join('\n');
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  return stdout.split('\n').flatMap((line) => /"msg":"([^"]*)"/.exec(line)?.[1] ?? []);
}

test.each([
  ['ends by itself', ''],
  ['exits in the same turn', 'process.exit(0);'],
  ['ends by an error', "throw new Error('x');"],
])('every line of a process that %s comes out, in order', (_what, end) => {
  expect(output("logger.info('1');", "logger.warn('2');", end)).toEqual(['1', '2']);
});

test('lines do not wait for the end of the process, nor for more of them', () => {
  const rest = "setTimeout(() => process.kill(process.pid, 'SIGKILL'), 50);";
  expect(output("logger.info('1');", rest)).toEqual(['1']);
});
