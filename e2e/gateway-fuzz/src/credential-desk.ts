import { createPrivateKey, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { workspaceRoot } from '@cdg/child-processes';
import { ensureDevelopmentKeys } from '@cdg/keys';
import { PDS_STUB_API_KEY, PDS_STUB_KEY_ID, PRACTICES, SDS_STUB_API_KEY } from '@cdg/test-data';
import { SignJWT } from 'jose';
import { z } from 'zod';
import { makeAuditToken } from './audit-token.ts';

export interface CredentialDesk {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** What is asked for, with the path that it is for. */
type Issue = (path: string) => string | Promise<string>;

const tokenSchema = z.object({ access_token: z.string() });

/** Hands out credentials that are valid now, on loopback: the hooks ask for them at `/<name>?path=<path>`. */
export async function openCredentialDesk(urls: { readonly pds: string; readonly provider: string }) {
  return serve(
    new Map<string, Issue>([
      ['pds', () => accessToken(urls.pds)],
      ['sds', () => SDS_STUB_API_KEY],
      ['provider', (path) => `Bearer ${makeAuditToken(addressOf(urls.provider, path), new Date())}`],
      ['client-assertion', await assertionIssuer(`${urls.pds}/oauth2/token`)],
    ]),
  );
}

async function accessToken(pdsUrl: string): Promise<string> {
  const response = await fetch(`${pdsUrl}/_stub/tokens`, { method: 'POST' });
  return `Bearer ${tokenSchema.parse(await response.json()).access_token}`;
}

function addressOf(providerUrl: string, pathTemplate: string): string {
  return `${providerUrl}${pathTemplate.replace('{odsCode}', PRACTICES.main.odsCode)}`;
}

async function assertionIssuer(tokenUrl: string): Promise<Issue> {
  const { privateKeyFile } = await ensureDevelopmentKeys(join(workspaceRoot, '.local/keys'));
  const key = createPrivateKey(await readFile(privateKeyFile, 'utf8'));
  return () =>
    new SignJWT({ iss: PDS_STUB_API_KEY, sub: PDS_STUB_API_KEY, aud: tokenUrl, jti: randomUUID() })
      .setProtectedHeader({ alg: 'RS512', typ: 'JWT', kid: PDS_STUB_KEY_ID })
      .setExpirationTime('1 minute')
      .sign(key);
}

async function serve(issues: ReadonlyMap<string, Issue>): Promise<CredentialDesk> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const issue = issues.get(pathname.slice(1));
    Promise.resolve(issue?.(searchParams.get('path') ?? ''))
      .then((credential) => response.writeHead(credential === undefined ? 404 : 200).end(credential))
      .catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The desk has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
