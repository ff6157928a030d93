/** Turns the dials of the stubs behind the gateway: `pds`, `sds` and `provider` (libs/stub-dials/README.md). */

module.exports = (bru) => {
  const dial = async (stub, method, path, data) => {
    const url = bru.getEnvVar(stub + 'Url');
    if (!url) throw new Error('This request turns the dials of a stub: the environment has no ' + stub + 'Url');
    const headers = { 'Content-Type': 'application/json' };
    const answer = await bru.sendRequest({ method, url: url + '/_stub/' + path, data, headers, timeout: 10000 });
    return answer.data;
  };

  return {
    setFault: (stub, order) => dial(stub, 'POST', 'faults', order),
    clearFaults: (stub) => dial(stub, 'DELETE', 'faults'),
    /** A record, such as `patients/9990000018`. */
    item: (stub, path) => dial(stub, 'GET', 'data/' + path),
    add: (stub, collection, item) => dial(stub, 'POST', 'data/' + collection, item),
    change: (stub, path, changes) => dial(stub, 'PATCH', 'data/' + path, changes),
    /** Brings the seed back, and clears faults. */
    reset: (stub) => dial(stub, 'POST', 'reset'),
    requests: (stub) => dial(stub, 'GET', 'requests'),
    forgetRequests: (stub) => dial(stub, 'DELETE', 'requests'),
  };
};
