import { expect, test } from '@jest/globals';
import { collectionNamed } from './collections.ts';
import { bruArguments } from './run-collection.ts';

const common = { sandbox: 'developer', signal: new AbortController().signal } as const;

test('runs a collection in its environment, with other addresses and two reports', () => {
  const run = { environment: 'local-fleet', variables: { stubUrl: 'http://127.0.0.1:4321' }, ...common };

  expect(bruArguments(collectionNamed('sds-stub'), run)).toEqual([
    'run',
    ...['--env', 'local-fleet', '--sandbox', 'developer', '--env-var', 'stubUrl=http://127.0.0.1:4321', '--noproxy'],
    ...['--reporter-junit', expect.stringMatching(/\/reports\/bruno\/sds-stub\.xml$/)],
    ...['--reporter-html', expect.stringMatching(/\/reports\/bruno\/sds-stub\.html$/)],
    ...['--reporter-skip-headers', 'Authorization', 'apikey'],
  ]);
});

test('leaves tags out, and goes through the proxy of this machine, when it is told to', () => {
  const run = { environment: 'integration', variables: {}, withoutTags: ['one', 'two'], throughProxy: true, ...common };
  const bru = bruArguments(collectionNamed('gateway'), run);

  expect(bru).toEqual(expect.arrayContaining(['--exclude-tags', 'one,two']));
  expect(bru).not.toContain('--noproxy');
});

test('checks the server against one authority alone, and shows a client certificate, when it has them', () => {
  const run = {
    environment: 'integration',
    variables: {},
    tls: { authority: '/ca.pem', clientCertificates: '/c.json' },
  };

  expect(bruArguments(collectionNamed('gateway'), { ...run, ...common })).toEqual(
    expect.arrayContaining(['--cacert', '/ca.pem', '--ignore-truststore', '--client-cert-config', '/c.json']),
  );
});

test('headers with secrets are kept from the reports', () => {
  const run = { environment: 'integration', variables: {}, secretHeaders: ['X-Secret'], ...common };

  expect(bruArguments(collectionNamed('gateway'), run).slice(-4)).toEqual([
    '--reporter-skip-headers',
    ...['Authorization', 'apikey', 'X-Secret'],
  ]);
});

test('secrets are kept from the command line', () => {
  const run = { environment: 'local-fleet', variables: {}, secrets: { PDS_PRIVATE_KEY: 'a key' }, ...common };

  expect(bruArguments(collectionNamed('pds-stub'), run).join(' ')).not.toContain('a key');
});

test('there is no collection of another name', () => {
  expect(() => collectionNamed('mhs')).toThrow('there is no collection mhs');
});
