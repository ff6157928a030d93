import { join } from 'node:path';
import { workspaceRoot } from '@cdg/child-processes';

/** The description of a service that the gateway calls, as the suite of its contracts has it. */
export function upstreamDescription(name: 'pds' | 'sds' | 'provider'): string {
  return join(workspaceRoot, `e2e/upstream-contracts/descriptions/${name}.yaml`);
}
