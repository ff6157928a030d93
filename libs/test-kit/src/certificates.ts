import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

/** A certificate and its private key, both as PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

export interface CertificateRequest {
  /** Distinguished name, for example `CN=gateway.example, O=Synthetic`. */
  readonly subject: string;
  /** Names and addresses it is for; loopback's unless given. */
  readonly names?: readonly { readonly type: 'dns' | 'ip'; readonly value: string }[];
  /** Days from now at which it ends; a negative number has ended already. */
  readonly days?: number;
}

export interface CertificateAuthority {
  /** The authority's own certificate as PEM. */
  readonly cert: string;
  readonly issue: (request: CertificateRequest) => Promise<Certificate>;
  /** A list (CRL, as PEM) that revokes these certificates. */
  readonly revoke: (...certificates: readonly Certificate[]) => Promise<string>;
}

const DAY_MS = 86_400_000;
const SIGNING = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const LOOPBACK = [
  { type: 'dns', value: 'localhost' },
  { type: 'ip', value: '127.0.0.1' },
] as const;

/** Makes an authority that exists for one test: real X.509, made anew each time, so that no key is ever committed. */
export async function createCertificateAuthority(subject = 'CN=Synthetic Authority'): Promise<CertificateAuthority> {
  const keys = await newKeys();
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    ...lifetime(30),
    serialNumber: newSerial(),
    name: subject,
    keys,
    signingAlgorithm: SIGNING,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return {
    cert: authority.toString('pem'),
    issue: (request) => issue({ authority, authorityKey: keys.privateKey }, request),
    revoke: async (...certificates) => {
      const list = await x509.X509CrlGenerator.create({
        issuer: authority.subject,
        thisUpdate: new Date(Date.now() - DAY_MS),
        nextUpdate: new Date(Date.now() + DAY_MS),
        entries: certificates.map(({ cert }) => ({
          serialNumber: new x509.X509Certificate(cert).serialNumber,
          revocationDate: new Date(),
        })),
        signingAlgorithm: SIGNING,
        signingKey: keys.privateKey,
      });
      return x509.PemConverter.encode(list.rawData, 'X509 CRL');
    },
  };
}

interface Signer {
  readonly authority: x509.X509Certificate;
  readonly authorityKey: webcrypto.CryptoKey;
}

async function issue(
  { authority, authorityKey }: Signer,
  { subject, names = LOOPBACK, days = 30 }: CertificateRequest,
): Promise<Certificate> {
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.create({
    ...lifetime(days),
    serialNumber: newSerial(),
    subject,
    issuer: authority.subject,
    publicKey: keys.publicKey,
    signingKey: authorityKey,
    signingAlgorithm: SIGNING,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth, x509.ExtendedKeyUsage.clientAuth]),
      new x509.SubjectAlternativeNameExtension(names.map((name) => ({ ...name }))),
    ],
  });
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  return { cert: certificate.toString('pem'), key: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY') };
}

function newKeys() {
  return webcrypto.subtle.generateKey(SIGNING, true, ['sign', 'verify']);
}

/** Positive, as RFC 5280 demands: the first bit is not set. */
function newSerial(): string {
  return `01${randomBytes(15).toString('hex')}`;
}

function lifetime(days: number) {
  const end = Date.now() + days * DAY_MS;
  return { notBefore: new Date(Math.min(Date.now(), end) - DAY_MS), notAfter: new Date(end) };
}
