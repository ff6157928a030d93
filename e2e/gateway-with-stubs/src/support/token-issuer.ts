import { generateKeyPairSync } from 'node:crypto';
import { respondJson, startScriptedUpstream, type ScriptedUpstream } from '@cdg/test-kit';
import { exportJWK, SignJWT } from 'jose';

const ISSUER = 'https://issuer.example';
const AUDIENCE = 'clinical-data-gateway';

/** Somebody who issues bearer tokens and publishes the key that they are signed with. */
export interface TokenIssuer {
  readonly server: ScriptedUpstream;
  /** Settings of a gateway that believes these tokens. */
  readonly settings: Readonly<Record<string, string>>;
  /** The value of an Authorization header; good for five minutes unless told otherwise. */
  readonly bearer: (claims?: Readonly<Record<string, unknown>>) => Promise<string>;
  /** The same, signed by somebody else under the same key id. */
  readonly forged: (claims?: Readonly<Record<string, unknown>>) => Promise<string>;
  readonly close: () => Promise<void>;
}

export async function startTokenIssuer(): Promise<TokenIssuer> {
  const [own, other] = [newKeys(), newKeys()];
  const jwk = { ...(await exportJWK(own.publicKey)), kid: 'key-1', alg: 'RS512', use: 'sig' };
  const server = await startScriptedUpstream(respondJson({ keys: [jwk] }));
  const signing =
    ({ privateKey }: ReturnType<typeof newKeys>) =>
    async (claims: Readonly<Record<string, unknown>> = {}) => {
      const iat = Math.floor(Date.now() / 1_000);
      const all = { iss: ISSUER, aud: AUDIENCE, iat, exp: iat + 300, ...claims };
      return `Bearer ${await new SignJWT(all).setProtectedHeader({ alg: 'RS512', kid: 'key-1' }).sign(privateKey)}`;
    };
  return {
    server,
    settings: {
      IDENTITY_JWKS_URL: `${server.url}/keys`,
      IDENTITY_ISSUER: ISSUER,
      IDENTITY_AUDIENCE: AUDIENCE,
    },
    bearer: signing(own),
    forged: signing(other),
    close: server.close,
  };
}

function newKeys() {
  return generateKeyPairSync('rsa', { modulusLength: 2_048 });
}
