/**
 * Asks for a record and tests that there is no whole answer. Bruno counts that as a failed request, so it is sent from a
 * script, by a request that itself asks for something else.
 */
module.exports = async ({ bru, test, expect, nhsNumber, expected, timeout = 10000 }) => {
  const ask = {
    method: 'POST',
    url: bru.getEnvVar('serviceRoot') + '/Patient/$gpc.getstructuredrecord',
    headers: {
      'Content-Type': 'application/fhir+json;charset=utf-8',
      'Ssp-TraceID': '5d0c7c1e-3f0b-4b8e-9a55-0a4c2b1f7e10',
      'Ssp-From': bru.getEnvVar('consumerAsid'),
      'Ssp-To': bru.getEnvVar('practiceAsid'),
      'Ssp-InteractionID': 'urn:nhs:names:services:gpconnect:fhir:operation:gpc.getstructuredrecord-1',
      Authorization: 'Bearer ' + bru.getVar('auditToken'),
    },
    data: {
      resourceType: 'Parameters',
      parameter: [
        {
          name: 'patientNHSNumber',
          valueIdentifier: { system: 'https://fhir.nhs.uk/Id/nhs-number', value: nhsNumber },
        },
      ],
    },
    timeout,
  };
  const failure = await bru.sendRequest(ask).then(
    () => undefined,
    (error) => error,
  );
  test('there is no whole answer', () => {
    expect(failure, 'the answer came whole').not.to.equal(undefined);
    expect(failure.code + ' ' + failure.message).to.match(expected);
  });
  await require('./stub.js')(bru).clearFaults();
};
