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
 * The PEM text. Variables and secret stores often lose line breaks: an escaped `\n` counts as one, and each block is laid
 * out anew, whatever became of its own. Undefined when there is neither text nor file.
 *
 * @throws PemError when the file cannot be read
 */
export function readPem({ text, file }: PemSource): string | undefined {
  if (text !== undefined) return layOut(text.replaceAll('\\n', '\n'));
  return file === undefined ? undefined : layOut(readFile(file));
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]+)-----END \1-----/g;

function layOut(pem: string): string {
  return pem
    .replaceAll(BLOCK, (_, label: string, content: string) => {
      const lines = content.replaceAll(/\s/g, '').match(/.{1,64}/g) ?? [];
      return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join('\n');
    })
    .replaceAll('----------BEGIN', '-----\n-----BEGIN');
}

function readFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const isCoded = typeof error === 'object' && error !== null && 'code' in error;
    throw new PemError(`${file} cannot be read: ${isCoded ? String(error.code) : 'unknown error'}`);
  }
}
