import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SCENARIO_PATIENTS } from '@cdg/test-data';
import { askFor, errorOf } from './support/ask.ts';
import { startFakeServices, type FakeServices } from './support/fake-services.ts';
import { endpointFound } from './support/good-answers.ts';
import { startLoneGateway, type LoneGateway } from './support/lone-gateway.ts';
import { serverError } from './support/upstreams.ts';

const PATIENT = SCENARIO_PATIENTS.fullRecord;
const PATH = '/Patient/$gpc.getstructuredrecord';
const NOT_PERMITTED = serverError(502, 'security', 'Provider endpoint is not permitted');

let services: FakeServices;
beforeAll(async () => {
  services = await startFakeServices();
});
afterAll(() => services.close());

function askWith(gateway: LoneGateway, address: string) {
  services.script({ endpoint: endpointFound(address) });
  return askFor(gateway.url, PATIENT);
}

const pathsAsked = () => services.asked('provider').map(({ path }) => path);

describe('under a Spine Secure Proxy', () => {
  let gateway: LoneGateway;
  beforeAll(async () => {
    gateway = await startLoneGateway({
      ...services.settings,
      SSP_URL: `${services.provider.url}/ssp`,
      PROVIDER_ALLOWED_HOSTS: 'example.test, .gp.Example.org,127.0.0.1,localhost,[::1]',
    });
  });
  afterAll(() => gateway.stop());

  test.each([
    ['an allowed host', 'https://example.test/A12345/STU3/1/gpconnect/structured'],
    ['a host below an allowed one', 'https://a.example.test/A12345'],
    ['a host far below an allowed one', 'https://a.b.c.example.test/A12345'],
    ['a host below one that is given with its dot', 'https://a.gp.example.org/A12345'],
    ['a host with a port', 'https://example.test:8443/A12345'],
    ['the usual port, written out', 'https://example.test:443/A12345'],
    ['upper case', 'https://Example.TEST/A12345'],
    ['an odd path', "https://example.test/a//b/../%7E%2f;v=1/(x)'!/A12345"],
    ['no path', 'https://example.test'],
    ['plain HTTP on the loopback', 'http://127.0.0.1:9003/A12345'],
    ['plain HTTP on localhost', 'http://localhost:9003/A12345'],
    ['plain HTTP on the loopback of IPv6', 'http://[::1]:9003/A12345'],
  ])('an address is put after it verbatim: %s', async (_, address) => {
    expect((await askWith(gateway, address)).status).toBe(200);
    expect(pathsAsked()).toEqual([`/ssp/${address}${PATH}`]);
  });

  test('a slash at the end of the address is not doubled', async () => {
    expect((await askWith(gateway, 'https://example.test/A12345/')).status).toBe(200);
    expect(pathsAsked()).toEqual([`/ssp/https://example.test/A12345${PATH}`]);
  });

  test.each([
    ['another host', 'https://example.com/A12345'],
    ['a host that ends alike', 'https://evil-example.test/A12345'],
    ['a host that begins alike', 'https://example.test.evil.org/A12345'],
    ['the parent of an allowed host', 'https://example.org/A12345'],
    ['a host with a dot at its end', 'https://example.test./A12345'],
    ['plain HTTP', 'http://example.test/A12345'],
    ['plain HTTP on an address alike the loopback', 'http://127.0.0.1.example.test/A12345'],
    ['plain HTTP on another loopback address', 'http://127.0.0.2/A12345'],
    ['an address of its own network', 'https://10.0.0.1/A12345'],
    ['the address of a cloud service', 'http://169.254.169.254/latest'],
    ['credentials', 'https://user:secret@example.test/A12345'],
    ['another host behind an allowed one', 'https://example.test@evil.org/A12345'],
    ['a backslash', 'https://example.test\\@evil.org/A12345'],
    ['backslashes for slashes', 'https:\\\\example.test\\A12345'],
    ['one slash only', 'https:/example.test/A12345'],
    ['three slashes', 'https:///example.test/A12345'],
    ['a query', 'https://example.test/A12345?x=1'],
    ['an empty query', 'https://example.test/A12345?'],
    ['a fragment', 'https://evil.org#.example.test/A12345'],
    ['an empty fragment', 'https://example.test/A12345#'],
    ['a line break', 'https://example.test/A12345\r\nX-Smuggled: 1'],
    ['a blank', 'https://example.test/A 12345'],
    ['a blank before it', ' https://example.test/A12345'],
    ['letters of another alphabet', 'https://ex\u0430mple.test/A12345'],
    ['another scheme', 'ftp://example.test/A12345'],
    ['a file', 'file:///etc/passwd'],
    ['no scheme', 'example.test/A12345'],
    ['no host', 'https://'],
    ['an impossible port', 'https://example.test:99999/A12345'],
    ['rubbish', 'not an address'],
  ])('an address is not called: %s', async (_, address) => {
    expect(errorOf(await askWith(gateway, address))).toEqual(NOT_PERMITTED);
    expect(services.asked('provider')).toEqual([]);
  });
});

describe('without a proxy', () => {
  let gateway: LoneGateway;
  beforeAll(async () => {
    gateway = await startLoneGateway(services.settings);
  });
  afterAll(() => gateway.stop());

  test('the address itself is called, its path verbatim', async () => {
    expect((await askWith(gateway, `${services.provider.url}/a//%7E;v=1/A12345`)).status).toBe(200);
    expect(pathsAsked()).toEqual([`/a//%7E;v=1/A12345${PATH}`]);
  });

  test('a loopback address that is not among the allowed hosts is not called', async () => {
    const { port } = new URL(services.provider.url);

    expect(errorOf(await askWith(gateway, `http://localhost:${port}/A12345`))).toEqual(NOT_PERMITTED);
    expect(services.asked('provider')).toEqual([]);
  });

  test('https is spoken where the address says so', async () => {
    const { host } = new URL(services.provider.url);

    const error = errorOf(await askWith(gateway, `https://${host}/A12345`));

    // The host is permitted, but what listens there knows no TLS.
    expect(error).toEqual(serverError(502, 'transient', 'Provider request failed: connection failed'));
  });
});

describe('with the stub for a provider, and a real SDS', () => {
  const withStub = (settings: Readonly<Record<string, string>> = {}) =>
    startLoneGateway({
      ...services.settings,
      ...{ STUB_PROVIDER: 'true', PROVIDER_STUB_URL: services.provider.url, PROVIDER_ALLOWED_HOSTS: '' },
      ...settings,
    });
  let gateway: LoneGateway;
  beforeAll(async () => {
    gateway = await withStub();
  });
  afterAll(() => gateway.stop());
  beforeEach(() => {
    services.script();
  });

  test.each([
    ['https://gp.example.test/A12345/STU3/1/gpconnect/structured', '/A12345/STU3/1/gpconnect/structured'],
    ['https://gp.example.test:8443/a//%7E/A12345', '/a//%7E/A12345'],
    ['http://gp.example.test/A12345', '/A12345'],
    ['HTTPS://gp.example.test/A12345', '/A12345'],
    ['https://gp.example.test', ''],
  ])('only the origin of %s is replaced', async (address, path) => {
    expect((await askWith(gateway, address)).status).toBe(200);
    expect(pathsAsked()).toEqual([`${path}${PATH}`]);
  });

  test('the stub stands behind the proxy, too', async () => {
    const proxied = await withStub({ SSP_URL: `${services.provider.url}/ssp` });

    const answer = await askWith(proxied, 'https://gp.example.test/A12345');
    await proxied.stop();

    expect(answer.status).toBe(200);
    expect(pathsAsked()).toEqual([`/ssp/${services.provider.url}/A12345${PATH}`]);
  });

  test('what is no address is not called all the same', async () => {
    expect(errorOf(await askWith(gateway, 'not an address'))).toEqual(NOT_PERMITTED);
    expect(services.asked('provider')).toEqual([]);
  });
});

describe('with the stubs for both', () => {
  test('the address that the SDS stub gives is called as it is', async () => {
    const gateway = await startLoneGateway({
      ...services.settings,
      ...{ STUB_SDS: 'true', SDS_STUB_URL: services.sds.url },
      ...{ STUB_PROVIDER: 'true', PROVIDER_STUB_URL: 'http://127.0.0.1:1', PROVIDER_ALLOWED_HOSTS: '' },
    });

    const answer = await askWith(gateway, services.serviceRoot);
    await gateway.stop();

    expect(answer.status).toBe(200);
    expect(services.asked('endpoint')[0]?.path).toMatch(/^\/spine-directory\/FHIR\/R4\/Endpoint\?/);
  });
});
