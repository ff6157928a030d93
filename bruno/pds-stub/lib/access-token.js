/** Gets a token before the first request that needs one, and keeps it for most of its lifetime. */

const KEPT_MS = 300000;

module.exports = async (bru, req) => {
  const authorization = req.getHeader('Authorization') || '';
  if (!authorization.includes('accessToken')) return;
  if (bru.getVar('accessToken') && Date.now() < Number(bru.getVar('accessTokenUntil') || 0)) return;
  const token = await freshToken(bru);
  if (token === undefined) {
    req.deleteHeader('Authorization');
    return;
  }
  bru.setVar('accessToken', token);
  bru.setVar('accessTokenUntil', Date.now() + KEPT_MS);
};

async function freshToken(bru) {
  const stubUrl = bru.getEnvVar('stubUrl');
  if (stubUrl) {
    const answer = await bru.sendRequest({ method: 'POST', url: stubUrl + '/_stub/tokens', timeout: 10000 });
    return answer.data.access_token;
  }
  const assertion = require('./assertion.js')(bru);
  if (!assertion.canSign) return undefined;
  const fields = {
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion.signed(),
  };
  const answer = await bru.sendRequest({
    method: 'POST',
    url: bru.getEnvVar('tokenUrl'),
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    data: Object.entries(fields)
      .map(([name, value]) => name + '=' + encodeURIComponent(value))
      .join('&'),
    timeout: 30000,
  });
  return answer.data.access_token;
}
