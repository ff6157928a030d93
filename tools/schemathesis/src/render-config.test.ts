import { describe, expect, test } from '@jest/globals';
import { renderConfig, type RunSettings } from './render-config.ts';

const RUN: RunSettings = {
  hooksFile: '/hooks/hooks.py',
  folder: '/scratch',
  junitFile: '/reports/gateway.xml',
  seed: 7,
  examples: 100,
  examplesFor: { getRecord: 1_000 },
};

describe('renderConfig', () => {
  const lines = renderConfig(RUN).split('\n');

  test('has every check and every phase on, for valid and invalid data', () => {
    expect(lines).toEqual(
      expect.arrayContaining(['checks = { enabled = true }', 'phases.enabled = true', 'continue-on-failure = true']),
    );
    expect(lines).toContain('generation = { mode = "all", database = "none", max-examples = 100 }');
    expect(lines.join('\n')).not.toMatch(/exclude|enabled = false/);
  });

  test('gives the operations that are named their own number of examples', () => {
    const at = lines.indexOf('[[operations]]');

    expect(lines.slice(at, at + 3)).toEqual([
      '[[operations]]',
      'include-operation-id = "getRecord"',
      'generation = { max-examples = 1000 }',
    ]);
  });

  test('follows links in half as many chains as requests are made for an operation', () => {
    expect(lines).toContain('phases.stateful = { max-steps = 3, generation = { max-examples = 50 } }');
  });

  test('says nothing of headers or certificates where none are needed', () => {
    expect(lines.filter((line) => /^(headers|request-cert|tls-verify)/.test(line))).toEqual([]);
  });

  test('takes the values of headers from the environment, and certificates from files, before any table begins', () => {
    const connection = {
      headers: { Authorization: 'TOKEN' },
      certFile: '/c.pem',
      keyFile: '/k.pem',
      caFile: '/ca "x".pem',
    };
    const withConnection = renderConfig({ ...RUN, connection }).split('\n');

    expect(withConnection.slice(0, withConnection.indexOf('[[operations]]'))).toEqual(
      expect.arrayContaining([
        'headers = { "Authorization" = "${TOKEN}" }',
        'request-cert = "/c.pem"',
        'request-cert-key = "/k.pem"',
        'tls-verify = "/ca \\"x\\".pem"',
      ]),
    );
  });
});
