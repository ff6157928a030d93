import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { APIM } from './files.ts';
import { readProxyTemplate } from './proxy-template.ts';

const TEXT = readFileSync(join(APIM, 'proxy.yaml'), 'utf8');

test.each([
  ['a target without TLS', 'target: https:', 'target: http:'],
  ['a target that asks for no certificate', 'type: mtls', 'type: apikey'],
  ['a rate that is none', '9000pm', 'many'],
  ['a word that is misspelt', 'target-identity:', 'target-identities:'],
])('%s is refused', (_, text, other) => {
  expect(() => readProxyTemplate(TEXT)).not.toThrow();
  expect(() => readProxyTemplate(TEXT.replace(text, other))).toThrow();
});
