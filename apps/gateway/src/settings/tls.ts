import { wholeNumber } from '@cdg/http-server';
import { z } from 'zod';
import { parseNetworks } from '../tls/address-rule.ts';
import { CredentialsError, readCredentials, type CredentialSources } from '../tls/credentials.ts';
import { parseSubjects } from '../tls/subject-rule.ts';

type Variables = Readonly<Record<string, unknown>>;

/** Networks that the name in an SDS endpoint may stand for, while the provider is the stub. */
const LOOPBACK_NETWORKS = '127.0.0.0/8,::1/128';

/**
 * Certificates towards consumers and providers, and the addresses that an SDS endpoint may lead to. Certificates and
 * keys are checked here and read again where they are used, since their files may change.
 */
export const tls = (environment: Variables, { stubProvider }: { stubProvider: boolean }) => ({
  PROVIDER_TLS_CERT: checked(() => {
    readCredentials(providerTlsSources(environment), new Date());
  }),
  PROVIDER_TLS_CERT_FILE: optionalText,
  PROVIDER_TLS_KEY: optionalText,
  PROVIDER_TLS_KEY_FILE: optionalText,
  PROVIDER_TLS_CA: optionalText,
  PROVIDER_TLS_CA_FILE: optionalText,
  PROVIDER_TLS_CRL: optionalText,
  PROVIDER_TLS_CRL_FILE: optionalText,
  GATEWAY_TLS_CERT: checked(() => {
    checkGatewayTls(environment);
  }),
  GATEWAY_TLS_CERT_FILE: optionalText,
  GATEWAY_TLS_KEY: optionalText,
  GATEWAY_TLS_KEY_FILE: optionalText,
  GATEWAY_TLS_CLIENT_CA: optionalText,
  GATEWAY_TLS_CLIENT_CA_FILE: optionalText,
  GATEWAY_TLS_CLIENT_CRL: optionalText,
  GATEWAY_TLS_CLIENT_CRL_FILE: optionalText,
  GATEWAY_TLS_CLIENT_SUBJECTS: parsed(
    optionalText,
    parseSubjects,
    'expected subjects such as CN=proxy.example,O=NHS; …',
  ),
  TLS_RELOAD_MS: wholeNumber(1_000, { min: 100, max: 3_600_000 }),
  PROVIDER_ALLOWED_NETWORKS: parsed(
    stubProvider ? z.string().default(LOOPBACK_NETWORKS) : optionalText,
    parseNetworks,
    'expected comma-separated networks such as 10.0.0.0/8',
  ),
});

/** Where the certificate that we show to providers, or to the Spine Secure Proxy, comes from. */
export function providerTlsSources(variables: Variables): CredentialSources {
  return {
    cert: source(variables, 'PROVIDER_TLS_CERT'),
    key: source(variables, 'PROVIDER_TLS_KEY'),
    ca: source(variables, 'PROVIDER_TLS_CA'),
    crl: source(variables, 'PROVIDER_TLS_CRL'),
  };
}

/** Where the certificate that we show to consumers comes from. Without one the gateway serves no TLS. */
export function gatewayTlsSources(variables: Variables): CredentialSources {
  return {
    cert: source(variables, 'GATEWAY_TLS_CERT'),
    key: source(variables, 'GATEWAY_TLS_KEY'),
    ca: source(variables, 'GATEWAY_TLS_CLIENT_CA'),
    crl: source(variables, 'GATEWAY_TLS_CLIENT_CRL'),
  };
}

function source(variables: Variables, name: string) {
  return { text: textOf(variables[name]), file: textOf(variables[`${name}_FILE`]) };
}

const textOf = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value : undefined);

function checkGatewayTls(environment: Variables): void {
  const { cert, ca } = readCredentials(gatewayTlsSources(environment), new Date());
  if (ca !== undefined && cert === undefined) {
    throw new CredentialsError(
      'client certificates can be required only when there is a certificate to serve TLS with',
    );
  }
  if (ca === undefined && textOf(environment.GATEWAY_TLS_CLIENT_SUBJECTS) !== undefined) {
    throw new CredentialsError('GATEWAY_TLS_CLIENT_SUBJECTS needs GATEWAY_TLS_CLIENT_CA to vouch for them');
  }
}

const optionalText = z.string().optional();

/** Text whose surroundings can be used: a fault of theirs is this variable's. */
function checked(check: () => void) {
  return optionalText.transform((text, context) => {
    try {
      check();
    } catch (error) {
      const message = error instanceof CredentialsError ? error.message : 'the certificates cannot be read';
      context.addIssue({ code: 'custom', message });
    }
    return text;
  });
}

/** What a reader makes of the text; undefined when there is none. */
function parsed<Value>(
  schema: z.ZodType<string | undefined, string | undefined>,
  parse: (text: string) => Value,
  expected: string,
) {
  return schema.transform((text, context) => {
    try {
      return text === undefined ? undefined : parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: expected });
      return z.NEVER;
    }
  });
}
