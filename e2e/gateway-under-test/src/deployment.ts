import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Where a gateway is, and what every request to it needs. */
export interface Deployment {
  /** Paths are added to it. */
  readonly url: string;
  /** Sent with every request. */
  readonly headers: Readonly<Record<string, string>>;
  readonly tls: Readonly<{ servername?: string; cert?: Buffer; key?: Buffer; ca?: Buffer }>;
}

type Environment = Readonly<Record<string, string | undefined>>;

const filled = z
  .string()
  .trim()
  .transform((text) => (text === '' ? undefined : text))
  .optional();

const file = filled.transform((path, context) => {
  if (path === undefined) return undefined;
  try {
    return readFileSync(path);
  } catch {
    context.addIssue({ code: 'custom', message: `cannot read the file ${path}` });
    return z.NEVER;
  }
});

const schema = z
  .object({
    BASE_URL: z.url({ protocol: /^https?$/, error: 'expected an http or https address' }),
    HOST: filled,
    BEARER_TOKEN: filled,
    CLIENT_CERT_FILE: file,
    CLIENT_KEY_FILE: file,
    CLIENT_CA_FILE: file,
  })
  .refine((given) => (given.CLIENT_CERT_FILE === undefined) === (given.CLIENT_KEY_FILE === undefined), {
    path: ['CLIENT_CERT_FILE'],
    error: 'needs CLIENT_KEY_FILE, and the other way round',
  });

/**
 * Reads from the environment which gateway a suite is to ask (README, table of variables).
 *
 * @returns undefined when `BASE_URL` is absent or blank: the suite starts a fleet of its own
 * @throws Error that lists every variable that is wrong
 */
export function readDeployment(environment: Environment): Deployment | undefined {
  const baseUrl = environment.BASE_URL?.trim() ?? '';
  if (baseUrl === '') return undefined;
  const { data, error } = schema.safeParse({ ...environment, BASE_URL: baseUrl });
  if (data === undefined) {
    throw new Error(error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
  }
  const { HOST: host, BEARER_TOKEN: token, CLIENT_CERT_FILE: cert, CLIENT_KEY_FILE: key, CLIENT_CA_FILE: ca } = data;
  return {
    url: data.BASE_URL,
    headers: { ...(host && { Host: host }), ...(token && { Authorization: `Bearer ${token}` }) },
    tls: { ...(host && { servername: hostName(host) }), ...(cert && { cert }), ...(key && { key }), ...(ca && { ca }) },
  };
}

/** A gateway at an address that needs nothing else. */
export function deploymentAt(url: string): Deployment {
  return { url, headers: {}, tls: {} };
}

function hostName(host: string): string {
  return host.replace(/:\d+$/, '');
}
