import { describe, expect, test } from '@jest/globals';
import { CallError } from '../errors/call-error.ts';
import { permittedServiceRoot, type ProviderPolicy } from './provider-policy.ts';

const policy: ProviderPolicy = { allowedHosts: ['example.test', '127.0.0.1', 'localhost', '[::1]'], origin: undefined };

function refusalOf(address: string, allowed = policy): unknown {
  try {
    return permittedServiceRoot(address, allowed);
  } catch (error) {
    return error;
  }
}

const NOT_PERMITTED = expect.objectContaining({
  kind: 'notTrusted',
  diagnostics: 'Provider endpoint is not permitted',
});

describe('an address from SDS is called', () => {
  test.each([
    ['at an allowed host', 'https://example.test/A12345/STU3/1'],
    ['at a host below an allowed one', 'https://a.b.example.test/A12345'],
    ['whatever the case of its host and scheme', 'HTTPS://GP.Example.TEST/A12345'],
    ['at any port', 'https://gp.example.test:8443/A12345'],
    ['without a path', 'https://gp.example.test'],
    ['with an odd path', "https://gp.example.test/a//b/../%7Ec;v=1,(d)'e!*@:$&+=/"],
    ['without TLS on the loopback', 'http://127.0.0.1:9003/A12345'],
    ['without TLS on the loopback by name', 'http://localhost/A12345'],
    ['without TLS on the IPv6 loopback', 'http://[::1]:9003/A12345'],
  ])('%s, exactly as it stands: %s', (_, address) => {
    expect(permittedServiceRoot(address, policy)).toBe(address);
  });

  test('below a suffix that is written with its dot', () => {
    const address = 'https://gp.example.test/a';
    expect(permittedServiceRoot(address, { ...policy, allowedHosts: ['.example.test'] })).toBe(address);
  });
});

describe('an address from SDS is not called', () => {
  test.each([
    ['at another host', 'https://gp.example.com/a'],
    ['at a host that only ends alike', 'https://evil-example.test/a'],
    ['at an allowed name below another', 'https://example.test.evil.test/a'],
    ['without TLS', 'http://gp.example.test/a'],
    ['without TLS at a host that only begins like the loopback', 'http://localhost.example.test/a'],
    ['with another scheme', 'ftp://gp.example.test/a'],
    ['with a scheme that is none', 'javascript://gp.example.test/%0aalert(1)'],
    ['without a scheme', 'gp.example.test/a'],
    ['without slashes', 'https:gp.example.test/a'],
    ['with three slashes', 'https:///gp.example.test/a'],
    ['without a host', 'https://'],
    ['that is empty', ''],
    ['with credentials', 'https://user:word@gp.example.test/a'],
    ['with empty credentials', 'https://@gp.example.test/a'],
    ['with an allowed host as credentials', 'https://gp.example.test@evil.test/a'],
    ['with a query', 'https://gp.example.test/a?b=c'],
    ['with an empty query', 'https://gp.example.test/a?'],
    ['with a query right behind the host', 'https://gp.example.test?/a'],
    ['with a fragment', 'https://gp.example.test/a#b'],
    ['with an empty fragment', 'https://gp.example.test/a#'],
    ['with a backslash', 'https://gp.example.test\\@evil.test/a'],
    ['with a backslash in the path', 'https://gp.example.test/a\\b'],
    ['with a space', 'https://gp.example.test/a b'],
    ['with a space before it', ' https://gp.example.test/a'],
    ['with a line break', 'https://gp.example.test/a\r\nX-Header: y'],
    ['with a letter beyond ASCII', 'https://gp.example.test/\u00e9'],
    ['with a port that is none', 'https://gp.example.test:99999/a'],
  ])('%s: %s', (_, address) => {
    expect(refusalOf(address)).toBeInstanceOf(CallError);
    expect(refusalOf(address)).toEqual(NOT_PERMITTED);
  });
});

describe('with a stub in the place of the providers', () => {
  const stubbed = { ...policy, origin: 'http://127.0.0.1:9003' };

  test.each([
    ['https://gp.example.com:8443/A12345/STU3/1', 'http://127.0.0.1:9003/A12345/STU3/1'],
    ['HTTP://gp.example.com/a', 'http://127.0.0.1:9003/a'],
    ['https://gp.example.com', 'http://127.0.0.1:9003'],
  ])('only the origin of %s is replaced', (address, called) => {
    expect(permittedServiceRoot(address, stubbed)).toBe(called);
  });

  test.each(['ftp://gp.example.com/a', 'https://gp.example.com?a', 'https://gp.example.com/a#b'])(
    'what is no service root is still not called: %s',
    (address) => {
      expect(refusalOf(address, stubbed)).toEqual(NOT_PERMITTED);
    },
  );

  test('the stub must be an allowed host, too', () => {
    expect(refusalOf('https://gp.example.test/a', { ...stubbed, origin: 'https://stub.example.com' })).toEqual(
      NOT_PERMITTED,
    );
  });
});
