import { pino, type Logger } from 'pino';

export type { Logger } from 'pino';

/**
 * A JSON logger on standard output. Callers log named, allow-listed fields only: never a body, a token, a query string
 * or an NHS number.
 */
export function createLogger({ service, level }: { service: string; level: string }): Logger {
  return pino({ base: { service }, level, timestamp: pino.stdTimeFunctions.isoTime });
}
