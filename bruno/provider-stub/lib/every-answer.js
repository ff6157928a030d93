/** What holds for every answer of the provider. The collection's own tests call it after each request. */

const PROFILE = 'https://fhir.nhs.uk/STU3/StructureDefinition/GPConnect-OperationOutcome-1';
const PROXY_SYSTEMS = [
  'http://fhir.nhs.net/ValueSet/gpconnect-schedule-response-code-1-0',
  'https://fhir.nhs.uk/StructureDefinition/spine-operationoutcome-1',
];

module.exports = ({ test, expect, req, res }) => {
  const type = (res.body || {}).resourceType;
  // What a dialled fault garbles is that request's own to test.
  if (type === undefined || req.getName().startsWith('fault: ')) return;
  test('is FHIR JSON in UTF-8, not to be stored', () => {
    expect(res.getHeader('cache-control')).to.equal('no-store');
    expect(res.getHeader('content-type')).to.equal('application/fhir+json;charset=utf-8');
  });

  if (type !== 'OperationOutcome') return;
  const [{ severity, details }] = res.body.issue;
  const isOfProxy = PROXY_SYSTEMS.includes(details.coding[0].system);
  test('is an OperationOutcome with one issue', () => {
    expect(res.body.issue.length).to.equal(1);
    expect(severity).to.equal(res.status === 405 ? 'fatal' : 'error');
    expect(res.body.meta && res.body.meta.profile).to.eql(isOfProxy ? undefined : [PROFILE]);
  });
};
