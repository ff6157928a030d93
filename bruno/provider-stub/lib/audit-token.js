/** Makes the audit token of GP Connect: unsigned, for five minutes, saying who asks. */

const { Buffer } = require('buffer');

const SDS = 'https://fhir.nhs.uk/Id/';

/**
 * A good token but for the changes: `claims` (an undefined one is left out), `header`, `signature`, `lifetime`, and `age`
 * (seconds since it was made).
 */
module.exports = (bru, changes = {}) => {
  const { claims = {}, header = { alg: 'none', typ: 'JWT' }, signature = '', lifetime = 300, age = 0 } = changes;
  const iat = Math.floor(Date.now() / 1000) - age;
  return [encoded(header), encoded({ ...usualClaims(bru, iat), exp: iat + lifetime, ...claims }), signature].join('.');
};

function usualClaims(bru, iat) {
  const organisation = bru.getEnvVar('consumer');
  return {
    iss: 'https://consumer.example/',
    sub: 'tester-1',
    aud: bru.getEnvVar('serviceRoot'),
    iat,
    reason_for_request: 'directcare',
    requested_scope: 'patient/*.read',
    requesting_device: {
      resourceType: 'Device',
      identifier: [{ system: 'https://consumer.example/Id/device', value: 'bruno' }],
      model: 'Bruno',
      version: '4',
    },
    requesting_organization: {
      resourceType: 'Organization',
      name: 'Testers',
      identifier: [{ system: SDS + 'ods-organization-code', value: organisation }],
    },
    requesting_practitioner: {
      resourceType: 'Practitioner',
      id: 'tester-1',
      name: [{ family: 'Tester', given: ['Tim'] }],
      identifier: [
        { system: SDS + 'sds-user-id', value: 'UNK' },
        { system: SDS + 'sds-role-profile-id', value: 'UNK' },
        { system: 'https://consumer.example/Id/user', value: 'tester-1' },
      ],
    },
  };
}

function encoded(value) {
  const base64 = Buffer.from(JSON.stringify(value), 'utf8').toString('base64');
  return base64.replace(/=+$/, '').replace(/\+/g, '-').replace(/\//g, '_');
}
