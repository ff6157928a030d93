// Makes the development keys of a test fleet in the folder given, unless they are there:
// the key pair for PDS, with its public half for the PDS stub, and the two secrets of the audit trail.
import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder = '/keys'] = process.argv.slice(2);
const KEY_ID = process.env.PDS_KEY_ID || 'development-1';
const SECRETS = ['audit-anchor.key', 'audit-pseudonym.key'];

const fileIn = (name) => join(folder, name);
const keep = (name, make) => {
  if (!existsSync(fileIn(name))) writeFileSync(fileIn(name), make(), { mode: 0o600, flag: 'wx' });
};

mkdirSync(folder, { recursive: true, mode: 0o700 });
keep('pds-private-key.pem', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 4096 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' });
});
const publicKey = createPublicKey(readFileSync(fileIn('pds-private-key.pem')));
const jwk = { ...publicKey.export({ format: 'jwk' }), kid: KEY_ID, alg: 'RS512', use: 'sig' };
writeFileSync(fileIn('pds-jwks.json'), `${JSON.stringify({ keys: [jwk] }, null, 2)}\n`, { mode: 0o600 });
for (const name of SECRETS) keep(name, () => `${randomBytes(32).toString('base64url')}\n`);
console.log(`the development keys are in ${folder}`);
