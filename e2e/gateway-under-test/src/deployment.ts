import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';

/** Where a gateway is, and what every request to it needs. */
export interface Deployment {
  /** Paths are added to it. */
  readonly url: string;
  /** Sent with every request. */
  readonly headers: Readonly<Record<string, string>>;
  /** Sent with requests that are to succeed, as the identity headers that a gateway may require. */
  readonly extraHeaders: Readonly<Record<string, string>>;
  readonly tls: Readonly<{ servername?: string; cert?: Buffer; key?: Buffer; ca?: Buffer }>;
  /** Where certificates and key of `tls` were read, as absolute paths: for programs that read them again. */
  readonly files: Readonly<{ cert?: string; key?: string; ca?: string }>;
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
    return { path: resolve(path), pem: readFileSync(path) };
  } catch {
    context.addIssue({ code: 'custom', message: `cannot read the file ${path}` });
    return z.NEVER;
  }
});

const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const NOT_HEADERS = 'expected a JSON object of header names and values';

const headers = filled.transform((text, context) => {
  const parsed = z.record(z.string().regex(HEADER_NAME), z.string()).safeParse(parseJson(text ?? '{}'));
  if (parsed.success) return parsed.data;
  context.addIssue({ code: 'custom', message: NOT_HEADERS });
  return z.NEVER;
});

const schema = z
  .object({
    BASE_URL: z.url({ protocol: /^https?$/, error: 'expected an http or https address' }),
    HOST: filled,
    BEARER_TOKEN: filled,
    CLIENT_CERT_FILE: file,
    CLIENT_KEY_FILE: file,
    CLIENT_CA_FILE: file,
    EXTRA_HEADERS: headers,
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
  const { HOST: host, BEARER_TOKEN: token } = data;
  const { CLIENT_CERT_FILE: cert, CLIENT_KEY_FILE: key, CLIENT_CA_FILE: ca } = data;
  return {
    url: data.BASE_URL,
    headers: { ...(host && { Host: host }), ...(token && { Authorization: `Bearer ${token}` }) },
    extraHeaders: data.EXTRA_HEADERS,
    tls: { ...(host && { servername: hostName(host) }), ...each({ cert, key, ca }, ({ pem }) => pem) },
    files: each({ cert, key, ca }, ({ path }) => path),
  };
}

type TlsFile = NonNullable<z.output<typeof file>>;

/** A member of each file that there is. */
function each<T>(
  files: Readonly<Record<string, TlsFile | undefined>>,
  member: (file: TlsFile) => T,
): Record<string, T> {
  return Object.fromEntries(Object.entries(files).flatMap(([name, one]) => (one ? [[name, member(one)]] : [])));
}

/** A gateway at an address that needs nothing else. */
export function deploymentAt(url: string): Deployment {
  return { url, headers: {}, extraHeaders: {}, tls: {}, files: {} };
}

function hostName(host: string): string {
  return host.replace(/:\d+$/, '');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
