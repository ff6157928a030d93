import { pino, type DestinationStream, type Logger } from 'pino';
import { redactText } from './redact-text.ts';
import { standardOutput } from './standard-output.ts';

export type { DestinationStream as LogDestination, Logger } from 'pino';

export interface LoggerOptions {
  readonly service: string;
  readonly level: string;
  /** Where the lines go; standard output unless given. */
  readonly destination?: DestinationStream | undefined;
}

/** Fields that no caller should log. */
const NEVER = ['authorization', 'headers', 'body', 'url', 'req', 'res', 'token', 'assertion', 'apikey', 'nhsNumber'];

/**
 * A JSON logger, a line for each entry. Callers log named, allow-listed fields only: never a body, a token, a query string
 * or an NHS number. What they let slip nevertheless is caught by the fields' names, and by what it looks like.
 */
export function createLogger({ service, level, destination }: LoggerOptions): Logger {
  const options = {
    base: { service },
    level,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: NEVER,
    hooks: { streamWrite: redactText },
  };
  return pino(options, destination ?? standardOutput());
}
