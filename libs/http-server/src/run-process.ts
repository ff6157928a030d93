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
    // Before the announcement: whoever reads it may stop the process at once.
    stopOnSignal(service, logger);
    logger.info({ urls: service.urls }, 'listening');
    process.send?.({ type: 'listening', urls: service.urls });
  } catch (error) {
    reportStartFailure(error);
    // What had been opened before the failure would keep half a service alive.
    process.exit();
  }
}

/** Says on standard error why the process cannot do its work, and sets its exit status: 78 for settings, else 1. */
export function reportStartFailure(error: unknown): void {
  const isSettings = error instanceof SettingsError;
  const text = error instanceof Error && !isSettings ? error.stack : undefined;
  process.stderr.write(`${text ?? (error instanceof Error ? error.message : String(error))}\n`);
  process.exitCode = isSettings ? EX_CONFIG : 1;
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
