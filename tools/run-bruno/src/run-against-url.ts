import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workspaceRoot } from '@cdg/child-processes';
import type { Deployment } from '@cdg/gateway-under-test/deployment';
import { collectionNamed } from './collections.ts';
import { describeLeftOut, LEFT_OUT } from './left-out.ts';
import { readRequests } from './read-requests.ts';
import { runCollection, type Run } from './run-collection.ts';

/** Runs the gateway's collection against a gateway that is already there. Answers whether all went well. */
export async function runAgainstUrl(deployment: Deployment, { sandbox, signal }: Run): Promise<boolean> {
  const gateway = collectionNamed('gateway');
  const leftOut = describeLeftOut(await readRequests(gateway));
  const status = await runCollection(gateway, {
    environment: 'pull-request-proxy',
    variables: { baseUrl: deployment.url.replace(/\/+$/, '') },
    withoutTags: [...LEFT_OUT.keys()],
    // Read by the collection's lib/gateway-headers.js.
    secrets: { GATEWAY_HEADERS: JSON.stringify({ always: deployment.headers, extra: deployment.extraHeaders }) },
    secretHeaders: Object.keys(deployment.extraHeaders),
    tls: { authority: deployment.files.ca, clientCertificates: await listClientCertificates(deployment) },
    sandbox,
    throughProxy: true,
    signal,
  });
  console.log(leftOut.join('\n'));
  return status === 0;
}

/** Writes the list of client certificates that the Bruno CLI reads, paths only. Answers its path, if there is one. */
async function listClientCertificates({ files: { cert, key } }: Deployment): Promise<string | undefined> {
  if (cert === undefined || key === undefined) return undefined;
  const list = join(workspaceRoot, 'reports/bruno/client-certificates.json');
  // A collection that is run against one gateway asks nobody else.
  const forAll = { domain: '*', type: 'cert', certFilePath: cert, keyFilePath: key, passphrase: '' };
  await writeFile(list, JSON.stringify({ enabled: true, certs: [forAll] }));
  return list;
}
