import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { exportJWK, SignJWT, type JWK } from 'jose';

/** Whoever issues bearer tokens, with one key. */
export interface TokenIssuer {
  readonly kid: string;
  /** The public key as its key set has it. */
  readonly jwk: JWK;
  readonly sign: (
    claims: Readonly<Record<string, unknown>>,
    header?: Readonly<Record<string, unknown>>,
  ) => Promise<string>;
}

/** Makes an issuer; RS256 and 2048 bits unless told otherwise. */
export async function createTokenIssuer(kid: string, { alg = 'RS256', bits = 2_048 } = {}): Promise<TokenIssuer> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: bits });
  const jwk = { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' };
  return { kid, jwk, sign: (claims, header = {}) => sign(privateKey, claims, { alg, kid, ...header }) };
}

function sign(key: KeyObject, claims: Readonly<Record<string, unknown>>, header: { alg: string; kid: string }) {
  return new SignJWT({ ...claims }).setProtectedHeader(header).sign(key);
}
