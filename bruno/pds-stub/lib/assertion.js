/** Signs assertions for the token endpoint (RS512, private_key_jwt). */

const jwt = require('jsonwebtoken');

module.exports = (bru) => {
  const privateKey = bru.getEnvVar('privateKey') || bru.getProcessEnv('PDS_PRIVATE_KEY');
  const apiKey = bru.getEnvVar('apiKey');
  const newId = () => bru.interpolate('{{$randomUUID}}');

  return {
    newId,
    /** Whether there is a key to sign with. */
    canSign: Boolean(privateKey && apiKey),
    /** A good assertion but for the changes; a claim that is undefined is left out. */
    signed: ({ claims = {}, keyId = bru.getEnvVar('keyId'), algorithm = 'RS512', expiresIn = 300 } = {}) => {
      if (!privateKey) throw new Error('Put the key that signs the assertion into the variable privateKey');
      const good = { iss: apiKey, sub: apiKey, aud: bru.getEnvVar('tokenUrl'), jti: newId() };
      const exp = Math.floor(Date.now() / 1000) + expiresIn;
      const payload = JSON.parse(JSON.stringify({ ...good, exp, ...claims }));
      return jwt.sign(payload, privateKey, { algorithm, keyid: keyId });
    },
  };
};
