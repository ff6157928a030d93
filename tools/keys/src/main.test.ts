import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../../..');

test('npm run keys sees to it that there is a development key pair, and says where', async () => {
  const { stdout } = await promisify(execFile)('npm', ['run', '--silent', 'keys'], { cwd: ROOT, timeout: 60_000 });

  expect(stdout).toMatch(/^(Made|Kept) the development key pair at \.local\/keys\/development-private-key\.pem$/m);
  await access(join(ROOT, '.local/keys/development-private-key.pem'));
  await access(join(ROOT, '.local/keys/development.jwks.json'));
}, 60_000);
