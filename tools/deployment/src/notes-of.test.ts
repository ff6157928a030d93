import { expect, test } from '@jest/globals';
import { notesOf } from './notes-of.ts';

const CHANGELOG = `# 1.0.0 (2026-02-01)

### Features

- all is well

## 0.2.0 (2026-01-15)

- better

## 0.1.0 (2026-01-01)

- first
`;

test.each([
  ['v1.0.0', '# 1.0.0 (2026-02-01)\n\n### Features\n\n- all is well'],
  ['0.2.0', '## 0.2.0 (2026-01-15)\n\n- better'],
  ['v0.1.0', '## 0.1.0 (2026-01-01)\n\n- first'],
])('%s has its own part', (tag, notes) => {
  expect(notesOf(tag, CHANGELOG)).toBe(notes);
});

test.each(['v0.3.0', 'v0.1', ''])('a version without notes is refused: %j', (tag) => {
  expect(() => notesOf(tag, CHANGELOG)).toThrow('says nothing');
});
