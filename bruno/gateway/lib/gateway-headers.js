/**
 * What the gateway wants with every request: the token of the environment, and what `npm run bruno` knows of a gateway
 * elsewhere. A header that `given` has already stays, unless every request must have it.
 */
module.exports = (bru, given = {}) => {
  const { always = {}, extra = {} } = JSON.parse(bru.getProcessEnv('GATEWAY_HEADERS') || '{}');
  const token = bru.getEnvVar('token');
  const names = Object.keys(given).map((name) => name.toLowerCase());
  const missing = Object.entries(extra).filter(([name]) => !names.includes(name.toLowerCase()));
  return Object.fromEntries([
    ...missing,
    ...Object.entries(always),
    ...(token ? [['Authorization', 'Bearer ' + token]] : []),
  ]);
};
