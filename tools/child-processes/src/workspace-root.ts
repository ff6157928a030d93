import { join } from 'node:path';

/** The folder of the whole workspace, wherever the command was called from. */
export const workspaceRoot = join(import.meta.dirname, '../../..');
