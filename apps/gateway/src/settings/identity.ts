import { flag, httpUrl } from '@cdg/http-server';
import { z } from 'zod';
import { duration } from './duration.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Asymmetric ones alone: with a shared secret, or none, a signature would prove nothing. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'] as const;
const LEVELS = ['AAL1', 'AAL2', 'AAL3'] as const;

/** Who asks: what has to be known of the user, and whose word on it counts. */
export function identity(environment: Environment) {
  const production = environment.NODE_ENV === 'production';
  const verifiesTokens = isGiven(environment.IDENTITY_JWKS_URL);
  const isProtected =
    isGiven(environment.GATEWAY_TLS_CLIENT_CA) ||
    isGiven(environment.GATEWAY_TLS_CLIENT_CA_FILE) ||
    environment.TRUST_PROXY_IDENTITY_WITHOUT_MTLS === 'true';
  return {
    IDENTITY_REQUIRED: flag(production),
    TRUST_PROXY_IDENTITY: flag(false).refine((on) => !(on && production) || isProtected, {
      error: 'needs GATEWAY_TLS_CLIENT_CA in production, or TRUST_PROXY_IDENTITY_WITHOUT_MTLS',
    }),
    TRUST_PROXY_IDENTITY_WITHOUT_MTLS: flag(false),
    PROXY_USER_ID_HEADER: headerName('cis2-uuid'),
    PROXY_ROLE_ID_HEADER: headerName('cis2-urid'),
    IDENTITY_JWKS_URL: secureUrl().optional(),
    IDENTITY_JWKS_TIMEOUT_MS: duration(3_000),
    IDENTITY_ISSUER: verifiesTokens ? z.string() : z.string().optional(),
    IDENTITY_AUDIENCE: verifiesTokens ? z.string() : z.string().optional(),
    IDENTITY_ALGORITHMS: algorithms(),
    IDENTITY_ASSURANCE_LEVEL: z
      .enum(LEVELS, { error: `expected ${LEVELS.join(', ')}` })
      .optional()
      .refine((level) => level === undefined || verifiesTokens, { error: 'needs IDENTITY_JWKS_URL' })
      .transform((level) => (level === undefined ? undefined : LEVELS.indexOf(level) + 1)),
  };
}

function isGiven(text: string | undefined): boolean {
  return (text ?? '').trim() !== '';
}

const headerName = (fallback: string) =>
  z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9-]{1,64}$/, { error: 'expected the name of a header' })
    .default(fallback);

/** Whoever can change the keys on their way can be anybody. */
const secureUrl = () =>
  httpUrl().refine(
    (url) => url.startsWith('https:') || /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/]/.test(`${url}/`),
    {
      error: 'expected an https URL',
    },
  );

const algorithms = () =>
  z
    .string()
    .default('RS256,RS512')
    .transform((text) => text.split(',').map((name) => name.trim()))
    .pipe(z.array(z.enum(ALGORITHMS, { error: `expected some of ${ALGORITHMS.join(', ')}` })));
