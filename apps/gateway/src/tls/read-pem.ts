import { readFileSync } from 'node:fs';

/** Where PEM text stands: in a variable, or in a file. The text wins. */
export interface PemSource {
  readonly text?: string | undefined;
  readonly file?: string | undefined;
}

/** PEM text that cannot be had. The message says why and never quotes it. */
export class PemError extends Error {
  override readonly name = 'PemError';
}

/**
 * The PEM text; an escaped `\n` counts as a line break, as variables often lose theirs. Undefined when there is neither
 * text nor file.
 *
 * @throws PemError when the file cannot be read
 */
export function readPem({ text, file }: PemSource): string | undefined {
  if (text !== undefined) return text.replaceAll('\\n', '\n');
  return file === undefined ? undefined : readFile(file);
}

function readFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const isCoded = typeof error === 'object' && error !== null && 'code' in error;
    throw new PemError(`${file} cannot be read: ${isCoded ? String(error.code) : 'unknown error'}`);
  }
}
