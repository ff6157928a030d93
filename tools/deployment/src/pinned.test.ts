import { expect, test } from '@jest/globals';
import { pinned } from './pinned.ts';

const DIGEST = `sha256:${'0'.repeat(64)}`;

test('an image is named by the digest that its tag stands for', () => {
  const registry = (reference: string) => (reference === 'registry.example/gateway:v1' ? `${DIGEST}\n` : '');
  expect(pinned('registry.example/gateway', 'v1', registry)).toBe(`registry.example/gateway@${DIGEST}`);
});

test('an image without a digest is refused', () => {
  expect(() => pinned('registry.example/gateway', 'v1', () => '<no value>')).toThrow('gateway:v1 has no digest');
});
