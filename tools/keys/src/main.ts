import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDevelopmentKeys } from './ensure-development-keys.ts';

/** `npm run keys`: makes the development key pair; `--force` replaces the one that is there. */
const workspaceRoot = join(import.meta.dirname, '../../..');
const { values } = parseArgs({ options: { force: { type: 'boolean', default: false } } });

const { privateKeyFile, made } = await ensureDevelopmentKeys(join(workspaceRoot, '.local/keys'), {
  renew: values.force,
});
console.log(`${made ? 'Made' : 'Kept'} the development key pair at ${relative(workspaceRoot, privateKeyFile)}`);
