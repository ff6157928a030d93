import { pino, type DestinationStream, type Logger } from 'pino';

export type { DestinationStream as LogDestination, Logger } from 'pino';

export interface LoggerOptions {
  readonly service: string;
  readonly level: string;
  /** Where the lines go; standard output unless given. */
  readonly destination?: DestinationStream | undefined;
}

/**
 * A JSON logger, a line for each entry. Callers log named, allow-listed fields only: never a body, a token, a query string
 * or an NHS number.
 */
export function createLogger({ service, level, destination }: LoggerOptions): Logger {
  const options = { base: { service }, level, timestamp: pino.stdTimeFunctions.isoTime };
  return destination === undefined ? pino(options) : pino(options, destination);
}
