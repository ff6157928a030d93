import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { readPem, PemError, type PemSource } from './read-pem.ts';

/** One end of a mutually authenticated connection: who we are, and whom we believe. */
export interface CredentialSources {
  readonly cert: PemSource;
  readonly key: PemSource;
  /** Authorities that the other side's certificate must come from. */
  readonly ca: PemSource;
  /** Certificates that the authorities have revoked. */
  readonly crl: PemSource;
}

/** All as PEM. `cert` is ours, followed by those that lead from it to its authority. */
export interface Credentials {
  readonly cert?: string;
  readonly key?: string;
  readonly ca?: string;
  readonly crl?: string;
}

/** Credentials that no connection can be made with. The message says why, and quotes neither key nor certificate. */
export class CredentialsError extends Error {
  override readonly name = 'CredentialsError';
}

const BLOCK = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * Reads credentials and checks what can be known before the first handshake: certificate and key belong together, every
 * certificate is in date, and each in the chain was issued by the next.
 *
 * @throws CredentialsError
 */
export function readCredentials(sources: CredentialSources, now: Date): Credentials {
  const [cert, key, ca, crl] = [sources.cert, sources.key, sources.ca, sources.crl].map(read);
  checkOwn({ cert, key }, now);
  if (ca !== undefined) checkDates(certificatesIn(ca, 'the authorities'), { what: 'an authority', now });
  if (crl !== undefined && !crl.includes('-----BEGIN X509 CRL-----')) {
    throw new CredentialsError('the revocation list is no PEM of a CRL');
  }
  return {
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
    ...(ca !== undefined && { ca }),
    ...(crl !== undefined && { crl }),
  };
}

/** When our own certificate ends; undefined when we have none. */
export function expiryOf({ cert }: Credentials): Date | undefined {
  return cert === undefined ? undefined : new X509Certificate(cert).validToDate;
}

function read(source: PemSource): string | undefined {
  try {
    return readPem(source);
  } catch (error) {
    throw error instanceof PemError ? new CredentialsError(error.message) : error;
  }
}

type Maybe<Parts> = { readonly [Name in keyof Parts]: Parts[Name] | undefined };

function checkOwn({ cert, key }: Maybe<Pick<Credentials, 'cert' | 'key'>>, now: Date): void {
  if (cert === undefined && key === undefined) return;
  if (cert === undefined) throw new CredentialsError('there is a key, but no certificate');
  if (key === undefined) throw new CredentialsError('there is a certificate, but no key');
  const chain = certificatesIn(cert, 'the certificate');
  checkDates(chain, { what: 'the certificate or its chain', now });
  if (chain[0]?.checkPrivateKey(privateKeyOf(key)) !== true) {
    throw new CredentialsError('certificate and key do not belong together');
  }
  chain.reduce((issued, issuer) => {
    if (!issued.checkIssued(issuer) || !issued.verify(issuer.publicKey)) {
      throw new CredentialsError('a certificate of the chain was not issued by the one after it');
    }
    return issuer;
  });
}

function certificatesIn(pem: string, what: string): X509Certificate[] {
  try {
    const certificates = (pem.match(BLOCK) ?? []).map((block) => new X509Certificate(block));
    if (certificates.length > 0) return certificates;
  } catch {
    // Answered below, like text without a certificate.
  }
  throw new CredentialsError(`${what} cannot be read: expected certificates as PEM`);
}

function checkDates(certificates: readonly X509Certificate[], { what, now }: { what: string; now: Date }): void {
  for (const { validFromDate, validToDate } of certificates) {
    if (now > validToDate) throw new CredentialsError(`${what} has ended on ${validToDate.toISOString()}`);
    if (now < validFromDate) throw new CredentialsError(`${what} begins only on ${validFromDate.toISOString()}`);
  }
}

function privateKeyOf(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    throw new CredentialsError('the key is no private key as PEM');
  }
}
