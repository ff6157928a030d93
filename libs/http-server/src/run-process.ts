import type { Logger } from 'pino';
import { SettingsError } from './settings.ts';

const EX_CONFIG = 78;

export interface Service {
  /** What listens where, by name: printed, and told to the parent process when there is one. */
  readonly urls: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

/**
 * Runs a service until Ctrl-C, SIGTERM or the end of the process that started it, then closes it and exits with 0.
 * Settings that cannot be used end the process with status 78 and one message that lists them all.
 */
export async function runProcess(start: () => Promise<{ service: Service; logger: Logger }>): Promise<void> {
  try {
    const { service, logger } = await start();
    logger.info({ urls: service.urls }, 'listening');
    process.send?.({ type: 'listening', urls: service.urls });
    stopOnSignal(service, logger);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = error instanceof SettingsError ? EX_CONFIG : 1;
    if (process.connected) process.disconnect();
  }
}

function stopOnSignal(service: Service, logger: Logger): void {
  let stopping = false;
  const stop = (reason: string) => {
    if (stopping) return;
    stopping = true;
    logger.info({ reason }, 'stopping');
    void service.close().then(() => {
      process.exit(0);
    });
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      stop(signal);
    });
  }
  if (process.channel !== undefined) {
    process.once('disconnect', () => {
      stop('the parent process ended');
    });
  }
}
