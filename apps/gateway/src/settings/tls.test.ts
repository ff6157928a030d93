import { generateKeyPairSync } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { SettingsError } from '@cdg/http-server';
import { createCertificateAuthority, type Certificate } from '@cdg/test-kit';
import { printableConfig, readConfig } from '../config.ts';

const PDS_PRIVATE_KEY = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();

let own: Certificate;
let ended: Certificate;
let ca: string;

beforeAll(async () => {
  const authority = await createCertificateAuthority();
  ca = authority.cert;
  own = await authority.issue({ subject: 'CN=gateway.example' });
  ended = await authority.issue({ subject: 'CN=gateway.example', days: -1 });
});

type Environment = Readonly<Record<string, string>>;

function faultsOf(environment: Environment): readonly string[] {
  try {
    readConfig({ PDS_PRIVATE_KEY, ...environment });
    return [];
  } catch (error) {
    return error instanceof SettingsError ? error.faults : [String(error)];
  }
}

describe('the settings of TLS', () => {
  test('may be left out', () => {
    expect(faultsOf({})).toEqual([]);
  });

  test('are in force, with the keys masked', () => {
    const config = readConfig({
      ...{ PDS_PRIVATE_KEY, GATEWAY_TLS_CERT: own.cert, GATEWAY_TLS_KEY: own.key, GATEWAY_TLS_CLIENT_CA: ca },
      ...{ PROVIDER_TLS_CERT: own.cert, PROVIDER_TLS_KEY: own.key },
      GATEWAY_TLS_CLIENT_SUBJECTS: 'CN=proxy.example,O=NHS; CN=other.example',
    });
    expect(config.GATEWAY_TLS_CLIENT_SUBJECTS).toEqual([{ CN: 'proxy.example', O: 'NHS' }, { CN: 'other.example' }]);
    expect(printableConfig(config)).not.toContain('PRIVATE KEY');
  });

  test.each<[string, () => Environment, string]>([
    [
      'a certificate without key',
      () => ({ PROVIDER_TLS_CERT: own.cert }),
      'PROVIDER_TLS_CERT: there is a certificate, but no key',
    ],
    [
      'a certificate that has ended',
      () => ({ GATEWAY_TLS_CERT: ended.cert, GATEWAY_TLS_KEY: ended.key }),
      'GATEWAY_TLS_CERT: the certificate or its chain has ended on',
    ],
    [
      'a file that is not there',
      () => ({ PROVIDER_TLS_CA_FILE: '/nowhere/ca.pem' }),
      'PROVIDER_TLS_CERT: /nowhere/ca.pem cannot be read: ENOENT',
    ],
    [
      'clients without a server',
      () => ({ GATEWAY_TLS_CLIENT_CA: ca }),
      'GATEWAY_TLS_CERT: client certificates can be required only',
    ],
    [
      'subjects without authorities',
      () => ({ GATEWAY_TLS_CERT: own.cert, GATEWAY_TLS_KEY: own.key, GATEWAY_TLS_CLIENT_SUBJECTS: 'CN=a' }),
      'GATEWAY_TLS_CERT: GATEWAY_TLS_CLIENT_SUBJECTS needs GATEWAY_TLS_CLIENT_CA',
    ],
    [
      'subjects that are none',
      () => ({ GATEWAY_TLS_CLIENT_SUBJECTS: 'proxy' }),
      'GATEWAY_TLS_CLIENT_SUBJECTS: expected subjects',
    ],
    [
      'networks that are none',
      () => ({ PROVIDER_ALLOWED_NETWORKS: '10.0.0.0' }),
      'PROVIDER_ALLOWED_NETWORKS: expected comma-separated',
    ],
  ])('are refused with %s, by the name of the variable', (_, environment, fault) => {
    expect(faultsOf(environment())).toContainEqual(expect.stringContaining(fault));
  });
});
