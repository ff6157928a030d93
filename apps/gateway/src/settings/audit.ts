import { flag, wholeNumber } from '@cdg/http-server';
import { z } from 'zod';
import { keyText } from './key-text.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const MEBIBYTE = 1_048_576;

/** The audit trail: where it goes, and what it is sealed with. In production nothing of that has a default. */
export function audit(environment: Environment) {
  const production = environment.NODE_ENV === 'production';
  const { AUDIT_SINK: sink, AUDIT_PSEUDONYM_KEY_FILE: pseudonymKey, AUDIT_ANCHOR_KEY_FILE: anchorKey } = environment;
  const fallback = (name: string) => (production ? undefined : `.local/keys/development-audit-${name}.key`);
  return {
    AUDIT_SINK: z.enum(['file', 'stdout', 'both'], { error: 'expected file, stdout or both' }).default('file'),
    AUDIT_FILE: production && sink !== 'stdout' ? z.string() : z.string().optional(),
    AUDIT_FILE_MAX_BYTES: wholeNumber(100 * MEBIBYTE, { min: 4_096 }),
    AUDIT_FSYNC: z.enum(['interval', 'always'], { error: 'expected interval or always' }).default('interval'),
    AUDIT_REQUIRED: flag(true),
    AUDIT_ANCHOR_FILE: production ? z.string() : z.string().optional(),
    AUDIT_ANCHOR_KEY: keyText({ file: anchorKey, developmentFile: fallback('anchor') }),
    AUDIT_PSEUDONYM_KEY: keyText({ file: pseudonymKey, developmentFile: fallback('pseudonym') }),
  };
}
