import { spawn, type ChildProcess } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createLogger, runProcess, SettingsError } from './index.ts';

// Starting a process takes a while on a busy machine.
jest.setTimeout(30_000);

const source = (file: string) => JSON.stringify(new URL(file, import.meta.url));

/** A service that says when it closes, slowly enough for a second signal to arrive in between. */
const SERVICE = `
  const service = {
    urls: { stub: 'http://127.0.0.1:1' },
    close: () => new Promise((resolve) => {
      process.stdout.write('closing\\n');
      setTimeout(resolve, 50);
    }),
  };
  const stillBusy = setInterval(() => {}, 1_000);
`;

const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** Runs this start function in a process of its own. */
function run(start: string, { withParent = false } = {}) {
  const code = `
    import { listen } from ${source('./listen.ts')};
    import { createLogger } from ${source('./logger.ts')};
    import { runProcess } from ${source('./run-process.ts')};
    import { port, readSettings } from ${source('./settings.ts')};
    import { z } from ${JSON.stringify(import.meta.resolve('zod'))};
    const logger = createLogger({ service: 'stub', level: 'info' });
    await runProcess(async () => { ${start} });
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    stdio: ['ignore', 'pipe', 'pipe', withParent ? 'ipc' : 'ignore'],
  });
  children.push(child);
  const seen = { out: '', err: '' };
  child.stdout?.on('data', (chunk) => (seen.out += String(chunk)));
  child.stderr?.on('data', (chunk) => (seen.err += String(chunk)));
  return {
    child,
    /** Resolves when the process has said that it listens. */
    listening: async () => {
      while (!seen.out.includes('listening')) await new Promise((resolve) => child.stdout?.once('data', resolve));
    },
    ended: endOf(child).then((code) => ({ code, lines: seen.out.trim().split('\n'), err: seen.err })),
  };
}

/** The exit status, when all output has come; Node's own `close` event stays out after a disconnection. */
async function endOf(child: ChildProcess): Promise<number | null> {
  const [code] = await Promise.all([
    new Promise<number | null>((resolve) => child.once('exit', resolve)),
    new Promise((resolve) => child.stdout?.once('close', resolve)),
    new Promise((resolve) => child.stderr?.once('close', resolve)),
  ]);
  return code;
}

describe('a process', () => {
  test('logs what listens where, as JSON with the time in ISO form', async () => {
    const { child, listening, ended } = run(`${SERVICE} return { service, logger };`);
    await listening();
    child.kill('SIGTERM');

    const [first] = (await ended).lines;
    expect(JSON.parse(first ?? '')).toEqual({
      level: 30,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      service: 'stub',
      urls: { stub: 'http://127.0.0.1:1' },
      msg: 'listening',
    });
  });

  test.each(['SIGTERM', 'SIGINT'] as const)(
    'closes once on %s, however often it comes, and exits with 0',
    async (signal) => {
      const { child, listening, ended } = run(`${SERVICE} return { service, logger };`);
      await listening();

      child.kill(signal);
      child.kill(signal);

      const { code, lines } = await ended;
      expect(code).toBe(0);
      expect(lines.filter((line) => line === 'closing')).toHaveLength(1);
      expect(lines.some((line) => line.includes(`"reason":"${signal}"`))).toBe(true);
    },
  );

  test('tells its parent what listens where, and closes when the parent is gone', async () => {
    const { child, ended } = run(`${SERVICE} return { service, logger };`, { withParent: true });
    const message = await new Promise((resolve) => child.once('message', resolve));
    expect(message).toEqual({ type: 'listening', urls: { stub: 'http://127.0.0.1:1' } });

    child.disconnect();

    expect(await ended).toMatchObject({ code: 0, lines: expect.arrayContaining(['closing']) });
  });
});

describe('a process that cannot start', () => {
  test('lists the settings that cannot be used, without a stack, and exits with 78', async () => {
    const { ended } = run(`readSettings(z.object({ ONE: port(1), TWO: port(2) }), { ONE: 'x', TWO: '-1' });`);

    const { code, lines, err } = await ended;
    expect(code).toBe(78);
    expect(lines).toEqual(['']);
    expect(err.split('\n')).toEqual([
      'The environment cannot be used:',
      '  - ONE: expected a whole number from 0 to 65535',
      '  - TWO: expected a whole number from 0 to 65535',
      '',
    ]);
  });

  test.each([
    ['an error', `throw new Error('no port to be had');`],
    ['something else', `throw 'no port to be had';`],
  ])('says why and exits with 1: %s', async (_, start) => {
    expect(await run(start).ended).toMatchObject({ code: 1, err: expect.stringContaining('no port to be had') });
  });

  test('exits all the same when half of it listens already, or its parent waits', async () => {
    const start = `
      await listen((_, res) => res.end(), { host: '127.0.0.1', port: 0 });
      throw new Error('no second port to be had');
    `;

    expect(await run(start, { withParent: true }).ended).toMatchObject({ code: 1 });
  });
});

describe('in this process', () => {
  const realExit = Object.getOwnPropertyDescriptor(process, 'exit') ?? {};
  const exit = jest.fn();
  const logger = createLogger({ service: 'stub', level: 'silent' });

  beforeEach(() => {
    exit.mockReset();
    Object.defineProperty(process, 'exit', { configurable: true, writable: true, value: exit });
  });

  afterEach(() => {
    process.removeAllListeners('SIGTERM').removeAllListeners('SIGINT');
    process.exitCode = undefined;
    Object.defineProperty(process, 'exit', realExit);
    jest.restoreAllMocks();
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('%s closes the service before the end', async (signal) => {
    const order: string[] = [];
    const ended = new Promise((resolve) => exit.mockImplementation(resolve));
    const close = () => {
      order.push('closed');
      return Promise.resolve();
    };
    await runProcess(() => Promise.resolve({ service: { urls: {}, close }, logger }));

    process.emit(signal, signal);
    process.emit(signal, signal);

    expect(await ended).toBe(0);
    expect(order).toEqual(['closed']);
  });

  test.each([
    ['settings', new SettingsError(['PORT: too high']), 78],
    ['an error', new Error('PORT: too high'), 1],
  ])('a failure to start is told, and ends it: %s', async (_, failure, code) => {
    const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);

    await runProcess(() => Promise.reject(failure));

    expect(write).toHaveBeenCalledWith(expect.stringContaining('PORT: too high'));
    expect(process.exitCode).toBe(code);
    expect(exit).toHaveBeenCalledTimes(1);
  });
});
