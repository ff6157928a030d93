import { join } from 'node:path';
import { workspaceRoot } from '@cdg/child-processes';

const folder = join(import.meta.dirname, '../../descriptions');

/** Where the OpenAPI description of each service is. */
export const DESCRIPTIONS = {
  pds: join(folder, 'pds.yaml'),
  sds: join(folder, 'sds.yaml'),
  provider: join(folder, 'provider.yaml'),
  gateway: join(workspaceRoot, 'apps/gateway/openapi.yaml'),
} as const;
