/** What holds for every answer of the gateway, errors included. The collection's own tests call it after each request. */

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const PROFILE = 'https://fhir.nhs.uk/STU3/StructureDefinition/GPConnect-OperationOutcome-1';
const CODE_SYSTEM = 'https://fhir.nhs.uk/STU3/CodeSystem/Spine-ErrorOrWarningCode-1';

module.exports = ({ test, expect, req, res }) => {
  test('is not to be stored or sniffed', () => {
    expect(res.getHeader('cache-control')).to.equal('no-store');
    expect(res.getHeader('x-content-type-options')).to.equal('nosniff');
    expect(res.getHeader('x-powered-by')).to.equal(undefined);
  });

  for (const name of ['Ssp-TraceID', 'X-Request-ID', 'X-Correlation-ID']) {
    const sent = req.getHeader(name);
    // Headers that are too large are not even read, so there is nothing to give back.
    if (sent === undefined || res.status === 431) continue;
    if (UUID.test(sent)) {
      test('has the ' + name + ' of the request', () => {
        expect(res.getHeader(name)).to.equal(sent);
      });
    } else {
      test('does not repeat an invalid ' + name, () => {
        expect(res.getHeader(name)).not.to.equal(sent);
      });
    }
  }

  if (res.status < 400) return;
  test('is an OperationOutcome as GP Connect has it', () => {
    expect(res.getHeader('content-type')).to.match(/^application\/fhir\+json/);
    expect(res.body.resourceType).to.equal('OperationOutcome');
    expect(res.body.meta.profile).to.eql([PROFILE]);
    expect(res.body.issue.length).to.equal(1);
    const { severity, details, diagnostics } = res.body.issue[0];
    expect(severity).to.equal('error');
    expect(details.coding[0].system).to.equal(CODE_SYSTEM);
    expect(details.coding[0].display).to.be.a('string');
    expect(diagnostics).to.be.a('string');
  });
};
