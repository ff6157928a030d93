import { randomBytes, randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { errorCode } from '../error-code.ts';

/** As many characters as an HMAC-SHA256 key has bytes at least (RFC 2104). */
const FEWEST_CHARACTERS = 32;

export interface KeySource {
  /** The file that the environment names. */
  readonly file: string | undefined;
  /** The file of the development key, made when it is missing; undefined where there must be a real one. */
  readonly developmentFile: string | undefined;
}

/** A secret for keyed hashes: as text, or from a file. Faults never quote it. */
export function keyText({ file, developmentFile }: KeySource) {
  return z
    .string()
    .optional()
    .transform((text, context) => {
      const refuse = (message: string) => {
        context.addIssue({ code: 'custom', message });
        return z.NEVER;
      };
      try {
        const key = text ?? (file === undefined ? developmentKey(developmentFile) : readFileSync(file, 'utf8'));
        if (key === undefined) return refuse('there is neither a key nor a file with one');
        const trimmed = key.trim();
        return trimmed.length >= FEWEST_CHARACTERS
          ? trimmed
          : refuse(`expected a key of at least ${FEWEST_CHARACTERS} characters`);
      } catch (error) {
        return refuse(`the key cannot be read: ${errorCode(error) ?? 'unknown error'}`);
      }
    });
}

/** The key of this machine: made once, for its owner only, by whoever comes first. */
function developmentKey(file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  const draft = `${file}.${randomUUID()}`;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(file, 'utf8');
}
