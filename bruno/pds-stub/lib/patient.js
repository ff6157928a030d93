/** Reads a Patient, and tests that it is the one asked for, with the ETag of its version. */

const NHS_NUMBER = 'https://fhir.nhs.uk/Id/nhs-number';

module.exports = ({ test, expect, req, res }) => {
  const resource = res.body || {};
  test('is the patient asked for', () => {
    const asked = req.getUrl().split('/').pop();
    expect(resource.resourceType).to.equal('Patient');
    expect(resource.id).to.equal(asked);
    expect(resource.identifier.find(({ system }) => system === NHS_NUMBER).value).to.equal(asked);
    expect(res.getHeader('etag')).to.equal('W/"' + resource.meta.versionId + '"');
  });
  const [registration] = resource.generalPractitioner || [];
  return {
    resource,
    security: resource.meta && resource.meta.security[0].code,
    /** The ODS code, undefined where there is no practice. */
    practice: registration && registration.identifier.value,
  };
};
