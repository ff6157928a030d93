import { readDeployment } from '@cdg/gateway-under-test/deployment';
import type { Connection } from '@cdg/schemathesis';

/** Where an API is, and what reaching it takes. */
export interface Address {
  readonly url: string;
  readonly connection?: Connection;
  /** The variables that the connection's headers are taken from. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Asked for under TLS when it is not the name in the URL. */
  readonly serverName?: string | undefined;
}

/**
 * The gateway at `BASE_URL` (README of gateway-under-test); undefined where the suite starts a fleet of its own.
 *
 * @throws Error that lists every variable that is wrong
 */
export function readAddress(environment: Readonly<Record<string, string | undefined>>): Address | undefined {
  const deployment = readDeployment(environment);
  if (deployment === undefined) return undefined;
  const headers = Object.entries(deployment.headers).map(([name, value]) => ({
    name,
    value,
    variable: `FUZZ_HEADER_${name.toUpperCase()}`,
  }));
  return {
    url: deployment.url,
    connection: {
      headers: Object.fromEntries(headers.map(({ name, variable }) => [name, variable])),
      certFile: deployment.files.cert,
      keyFile: deployment.files.key,
      caFile: deployment.files.ca,
    },
    environment: Object.fromEntries(headers.map(({ variable, value }) => [variable, value])),
    serverName: deployment.tls.servername,
  };
}
