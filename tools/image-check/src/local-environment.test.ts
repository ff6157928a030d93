import { expect, test } from '@jest/globals';
import { localEnvironment } from './local-environment.ts';

const places = {
  addresses: { 'pds-stub:9001': 40_001, '127.0.0.1:9003': 40_003 },
  folders: { '/keys': '/tmp/volumes/keys' },
};

test.each([
  ['http://pds-stub:9001', 'http://127.0.0.1:40001'],
  ['http://pds-stub:9001/ssp/http://127.0.0.1:9003/A', 'http://127.0.0.1:40001/ssp/http://127.0.0.1:40003/A'],
  ['0.0.0.0', '127.0.0.1'],
  ['/keys/private.pem', '/tmp/volumes/keys/private.pem'],
  ['/keys', '/tmp/volumes/keys'],
  ['/keys-of-others', '/keys-of-others'],
  ['true', 'true'],
])('%s in a container is %s here', (value, here) => {
  expect(localEnvironment({ A_VARIABLE: value }, places)).toEqual({ A_VARIABLE: here });
});
