/** Turns the dials of the provider stub (libs/stub-dials/README.md). */

module.exports = (bru) => {
  const dial = async (method, path, data) => {
    const url = bru.getEnvVar('stubUrl');
    if (!url) throw new Error('This request turns the dials of the stub: the environment has no stubUrl');
    const headers = { 'Content-Type': 'application/json' };
    const answer = await bru.sendRequest({ method, url: url + '/_stub/' + path, data, headers, timeout: 10000 });
    return answer.data;
  };

  return {
    setFault: (order) => dial('POST', 'faults', order),
    clearFaults: () => dial('DELETE', 'faults'),
    change: (path, changes) => dial('PATCH', 'data/' + path, changes),
    /** Brings the seed back, and clears faults. */
    reset: () => dial('POST', 'reset'),
  };
};
