import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { runCommand } from '@cdg/child-processes';
import { APIM, gatewayDescription, proxyTemplate } from './files.ts';
import { mergeDescription } from './merge-description.ts';

const template = proxyTemplate();
const merged = mergeDescription(gatewayDescription(), template, 'int');

describe('what the API platform gets', () => {
  test('is the interactions alone, at its own address', () => {
    const paths = Object.keys(merged.paths);
    expect(paths).toContain('/patient/$gpc.getstructuredrecord');
    expect(paths.filter((path) => !path.startsWith('/patient/$'))).toEqual([]);
    expect(merged.servers).toEqual([expect.objectContaining({ url: template.environments.int?.server })]);
  });

  test('lets in only clinicians signed in at AAL3, over mutual TLS to the gateway', () => {
    expect(merged.security).toEqual([{ 'nhs-cis2-aal3': [] }]);
    expect(JSON.stringify(merged.paths)).not.toContain('"security"');
    expect(merged['x-nhsd-apim']).toMatchObject({
      access: [{ grants: { 'nhs-cis2-aal3': [] } }],
      target: {
        type: 'external',
        url: 'https://gateway.int.example',
        healthcheck: '/health',
        security: { type: 'mtls' },
      },
    });
  });

  test('asks for the health check that the gateway answers', () => {
    expect(gatewayDescription()).toHaveProperty(['paths', merged['x-nhsd-apim'].target.healthcheck, 'get']);
  });

  test('has the proxy say who asks, in headers that no caller is told to send', () => {
    expect(merged['x-nhsd-apim']['target-identity']).toEqual(['cis2-uuid', 'cis2-urid']);
    expect(Object.values(merged.components.parameters).map(({ name }) => name)).toEqual([
      ...['Ssp-TraceID', 'ODS-from', 'X-Request-ID', 'X-Correlation-ID'],
      ...['NHSD-End-User-Organisation', 'NHSD-Requesting-Practitioner', 'NHSD-Requesting-Software'],
    ]);
  });

  test('limits each consumer, and all of them together above the national peak of 60 a second', () => {
    const { proxy, 'app-default': app } = merged['x-nhsd-apim'].ratelimiting;
    expect(proxy.quota).toMatchObject({ enabled: true, timeunit: 'minute' });
    expect(proxy.quota.limit).toBeGreaterThan(60 * 60);
    expect(app.quota.limit).toBeLessThan(proxy.quota.limit);
  });

  test('is a description that redocly has nothing to say against', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'apim-spec-'));
    let said = '';
    try {
      writeFileSync(join(folder, 'int.json'), JSON.stringify(merged));
      const status = await runCommand({
        command: ['redocly', 'lint', '--config', join(APIM, 'redocly.yaml'), join(folder, 'int.json')],
        environment: { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
        signal: AbortSignal.timeout(25_000),
        onOutput: (text) => {
          said += text;
        },
      });
      expect({ status, said }).toEqual({ status: 0, said: expect.stringContaining('valid') });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

test('an environment that there is not is refused', () => {
  expect(() => mergeDescription(gatewayDescription(), template, 'ref')).toThrow('there is no environment ref');
});
