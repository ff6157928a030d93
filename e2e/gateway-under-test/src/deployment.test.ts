import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readDeployment } from './deployment.ts';

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'deployment-'));
  file = join(folder, 'some.pem');
  writeFileSync(file, 'some PEM');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const BASE_URL = 'https://gateway.example/record';

describe('the gateway that a suite is to ask', () => {
  test.each([{}, { BASE_URL: '' }, { BASE_URL: ' ', HOST: 'gateway.example' }])(
    'is none that is deployed elsewhere with %j',
    (environment) => {
      expect(readDeployment(environment)).toBeUndefined();
    },
  );

  test('needs no more than its address; what is blank counts as absent', () => {
    expect(readDeployment({ BASE_URL, HOST: '', BEARER_TOKEN: ' ', CLIENT_CERT_FILE: '' })).toEqual({
      url: BASE_URL,
      headers: {},
      extraHeaders: {},
      tls: {},
      files: {},
    });
  });

  test('may have another name, and want a token and a client certificate', () => {
    const files = { CLIENT_CERT_FILE: file, CLIENT_KEY_FILE: file, CLIENT_CA_FILE: file };
    const pem = Buffer.from('some PEM');

    expect(readDeployment({ BASE_URL, HOST: 'gateway.example:8443', BEARER_TOKEN: 'abc', ...files })).toEqual({
      url: BASE_URL,
      headers: { Host: 'gateway.example:8443', Authorization: 'Bearer abc' },
      extraHeaders: {},
      tls: { servername: 'gateway.example', cert: pem, key: pem, ca: pem },
      files: { cert: file, key: file, ca: file },
    });
  });

  test('may want more headers with a good request', () => {
    expect(readDeployment({ BASE_URL, EXTRA_HEADERS: '{"NHSD-Identity": "somebody"}' })).toMatchObject({
      headers: {},
      extraHeaders: { 'NHSD-Identity': 'somebody' },
    });
  });

  test.each([
    [{ BASE_URL: 'gateway.example' }, 'BASE_URL: expected an http or https address'],
    [{ BASE_URL: 'ftp://gateway.example' }, 'BASE_URL: expected an http or https address'],
    [{ BASE_URL, CLIENT_CA_FILE: '/nowhere/ca.pem' }, 'CLIENT_CA_FILE: cannot read the file /nowhere/ca.pem'],
    [
      { BASE_URL, CLIENT_KEY_FILE: import.meta.filename },
      'CLIENT_CERT_FILE: needs CLIENT_KEY_FILE, and the other way round',
    ],
    [{ BASE_URL, EXTRA_HEADERS: 'X-A: b' }, 'EXTRA_HEADERS: expected a JSON object of header names and values'],
    [{ BASE_URL, EXTRA_HEADERS: '{"X-A": 1}' }, 'EXTRA_HEADERS: expected a JSON object of header names and values'],
    [{ BASE_URL, EXTRA_HEADERS: '{"X A": ""}' }, 'EXTRA_HEADERS: expected a JSON object of header names and values'],
  ])('is refused with %j', (environment, message) => {
    expect(() => readDeployment(environment)).toThrow(message);
  });
});
