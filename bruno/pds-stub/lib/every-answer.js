/** What holds for every answer of PDS. The collection's own tests call it after each request. */

module.exports = ({ test, expect, req, res }) => {
  const requestId = req.getHeader('X-Request-ID');
  if (requestId !== undefined) {
    test('mirrors X-Request-ID, even a malformed one', () => {
      expect(res.getHeader('x-request-id')).to.equal(requestId);
    });
  }
  if (res.status >= 400 && res.body && res.body.resourceType) {
    test('is an OperationOutcome with one issue', () => {
      expect(res.body.resourceType).to.equal('OperationOutcome');
      expect(res.body.issue.length).to.equal(1);
      expect(res.body.issue[0].details.coding[0].display).to.be.a('string');
      expect(res.getHeader('etag')).to.equal(undefined);
    });
  }
};
