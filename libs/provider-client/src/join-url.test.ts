import { describe, expect, test } from '@jest/globals';
import { joinUrl } from './join-url.ts';

const PATH = 'Patient/$gpc.getstructuredrecord';

/** Odd but legal: none of these may change on its way. */
const SERVICE_ROOTS = [
  'https://gp.example.test/A12345/STU3/1/gpconnect/structured',
  'https://GP.Example.TEST/A12345/stu3/1',
  'https://gp.example.test:443/a',
  'http://gp.example.test:80/a',
  'https://gp.example.test/a//b///c',
  'https://gp.example.test/a/../b/./c',
  'https://gp.example.test/%7Ea%2fb',
  "https://gp.example.test/a;v=1,(b)'c!*@:$&+=",
  'https://[2001:db8::1]:8443/a',
  'https://192.0.2.1/a',
  'HTTPS://gp.example.test/a',
  'https://gp.example.test',
];

describe('joinUrl', () => {
  test.each(SERVICE_ROOTS)('puts a proxy before %s verbatim', (serviceRoot) => {
    expect(joinUrl('https://ssp.example.test:8443', serviceRoot, PATH)).toEqual({
      origin: 'https://ssp.example.test:8443',
      path: `/${serviceRoot}/${PATH}`,
    });
  });

  test.each(SERVICE_ROOTS)('leaves %s as it is without a proxy', (serviceRoot) => {
    const { origin, path } = joinUrl(undefined, serviceRoot, PATH);

    expect(origin + path).toBe(`${serviceRoot}/${PATH}`);
    expect(origin).toMatch(/^https?:\/\/[^/]+$/i);
  });

  test.each([
    ['the service root ends with a slash', undefined, 'https://gp.example.test/a/'],
    ['it does not', undefined, 'https://gp.example.test/a'],
  ])('puts one slash before the FHIR path when %s', (_, sspUrl, serviceRoot) => {
    expect(joinUrl(sspUrl, serviceRoot, PATH).path).toBe(`/a/${PATH}`);
  });

  test.each(['https://ssp.example.test/proxy', 'https://ssp.example.test/proxy/'])(
    'puts one slash behind the proxy %s',
    (sspUrl) => {
      expect(joinUrl(sspUrl, 'https://gp.example.test', 'metadata')).toEqual({
        origin: 'https://ssp.example.test',
        path: '/proxy/https://gp.example.test/metadata',
      });
    },
  );

  test.each([
    'gp.example.test/a',
    'ftp://gp.example.test/a',
    'https:gp.example.test',
    'https://',
    'https://gp.example.test/a?b=c',
    'https://gp.example.test/a#b',
    '/a',
    '',
  ])('refuses %j, and does not quote it', (serviceRoot) => {
    const notUrl = new TypeError('not an http or https URL');

    expect(() => joinUrl(undefined, serviceRoot, PATH)).toThrow(notUrl);
    expect(() => joinUrl('https://ssp.example.test', serviceRoot, PATH)).toThrow(notUrl);
  });
});
