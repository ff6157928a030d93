import { randomUUID } from 'node:crypto';
import { startFleet, sampleRequest } from '@cdg/serve-fleet';

/** Runs in the copy: fails unless the mutated gateway starts, and answers a plain request with a record. */
const fleet = await startFleet({ anyFreePorts: true, onLine: () => undefined });
try {
  const { url, headers, body } = sampleRequest({ gatewayUrl: fleet.urls.gateway, traceId: randomUUID() });
  const answer = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(20_000) });
  await answer.arrayBuffer();
  if (answer.status !== 200) throw new Error(`a plain request was answered with ${answer.status}`);
} finally {
  await fleet.stop();
}
