import { createHash } from 'node:crypto';
import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';

/** A text that may hold secrets, and where it stands: a path, with the blob's id in front where it is of the history. */
export interface Source {
  readonly path: string;
  readonly content: string;
}

export interface Finding {
  readonly path: string;
  readonly line: number;
  readonly rule: string;
  /** Names the secret without telling it: the first 16 digits of its SHA-256. */
  readonly fingerprint: string;
}

const CONFIG = {
  rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator, options: {} }],
};

/** Finds keys, tokens and passwords in a text by secretlint's recommended rules. What it answers never holds a secret. */
export async function findSecrets({ path, content }: Source): Promise<readonly Finding[]> {
  const result = await lintSource({
    source: { filePath: path, content, contentType: 'text', ext: path.slice(path.lastIndexOf('.')) },
    // Directives in comments would let a commit excuse itself; exceptions stand in one file, with reasons.
    options: { config: CONFIG, noPhysicFilePath: true, maskSecrets: true },
  });
  return result.messages.map(({ ruleId, range: [start, end], loc }) => ({
    path,
    line: loc.start.line,
    rule: ruleId.replace('@secretlint/secretlint-rule-', ''),
    fingerprint: createHash('sha256').update(content.slice(start, end)).digest('hex').slice(0, 16),
  }));
}
