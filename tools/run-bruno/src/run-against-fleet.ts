import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workspaceRoot } from '@cdg/child-processes';
import { ensureDevelopmentKeys } from '@cdg/keys';
import { startFleet, type Fleet } from '@cdg/serve-fleet';
import { COLLECTIONS } from './collections.ts';
import { readRequests } from './read-requests.ts';
import { runCollection, type Run } from './run-collection.ts';

/** Time limits short enough to wait for, and each look-up in SDS afresh, so that faults dialled there show at once. */
const GATEWAY = {
  PDS_TIMEOUT_MS: '1500',
  SDS_TIMEOUT_MS: '1500',
  PROVIDER_TIMEOUT_MS: '1500',
  REQUEST_DEADLINE_MS: '6000',
  RETRY_BACK_OFF_MS: '10',
  SDS_CACHE_TTL_MS: '0',
};

/** Starts a fleet on free ports, runs every collection against it, and stops it. Answers whether all went well. */
export async function runAgainstFleet({ sandbox, signal }: Run): Promise<boolean> {
  for (const collection of COLLECTIONS) await readRequests(collection);
  const log = createWriteStream(join(workspaceRoot, 'reports/bruno/fleet.log'));
  const fleet = await startFleet({
    anyFreePorts: true,
    gatewayEnvironment: GATEWAY,
    onLine: ({ member, text }) => log.write(`${member} ${text}\n`),
    signal,
  });
  try {
    return await runAll(fleet, { sandbox, signal });
  } finally {
    await fleet.stop();
    log.end();
  }
}

async function runAll(fleet: Fleet, { sandbox, signal }: Run): Promise<boolean> {
  const lost = new AbortController();
  void fleet.memberLost.then((what) => {
    console.error(`${what}; reports/bruno/fleet.log has its last words.`);
    lost.abort();
  });
  const secrets = await developmentKey();
  const statuses: number[] = [];
  for (const collection of COLLECTIONS) {
    console.log(`\n${collection.name}`);
    const status = await runCollection(collection, {
      environment: 'local-fleet',
      variables: collection.addresses(fleet.urls),
      secrets,
      sandbox,
      signal: AbortSignal.any([signal, lost.signal]),
    });
    statuses.push(status);
  }
  return statuses.every((status) => status === 0);
}

/** Signs the assertions for the PDS stub's token endpoint. */
async function developmentKey() {
  const { privateKeyFile } = await ensureDevelopmentKeys(join(workspaceRoot, '.local/keys'));
  return { PDS_PRIVATE_KEY: await readFile(privateKeyFile, 'utf8') };
}
