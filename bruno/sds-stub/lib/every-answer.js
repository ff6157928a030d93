/** What holds for every answer of SDS. The collection's own tests call it after each request. */

const ID = /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

module.exports = ({ test, expect, req, res }) => {
  const sent = req.getHeader('X-Correlation-Id');
  // The API gateway in front of the service gives nothing back when it refuses or hides an answer.
  const byService = res.status !== 401 && res.status < 500;
  if (sent !== undefined && UUID.test(sent) && byService) {
    test('has the X-Correlation-Id of the request', () => {
      expect(res.getHeader('x-correlation-id')).to.equal(sent);
    });
  }

  const type = res.body && res.body.resourceType;
  if (type === 'Bundle') {
    test('is a searchset of this search', () => {
      expect(res.body.type).to.equal('searchset');
      expect(res.body.total).to.equal(res.body.entry.length);
      expect(res.body.id).to.match(ID);
      expect(res.body.link.length).to.equal(1);
      expect(res.body.link[0].relation).to.equal('self');
      for (const { resource, search } of res.body.entry) {
        expect(resource.id).to.match(ID);
        expect(search.mode).to.equal('match');
      }
    });
  }
  if (type === 'OperationOutcome' && byService) {
    test('is an OperationOutcome with the correlation id as its id', () => {
      expect(res.body.issue.length).to.equal(1);
      expect(res.body.id).to.equal(res.getHeader('x-correlation-id'));
    });
  }
};
