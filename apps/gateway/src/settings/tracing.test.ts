import { describe, expect, test } from '@jest/globals';
import { readSettings } from '@cdg/http-server';
import { z } from 'zod';
import { tracing } from './tracing.ts';

const read = (environment: Readonly<Record<string, string>>) => readSettings(z.object(tracing), environment);

describe('the settings of traces', () => {
  test('keep every trace, and send none, unless told otherwise', () => {
    expect(read({})).toMatchObject({
      OTEL_EXPORTER_OTLP_HEADERS: {},
      OTEL_SERVICE_NAME: 'clinical-data-gateway',
      OTEL_TRACES_SAMPLER: 'parentbased_always_on',
      OTEL_TRACES_SAMPLER_ARG: 1,
    });
    expect(read({}).OTEL_EXPORTER_OTLP_ENDPOINT).toBeUndefined();
  });

  test('take headers as pairs between commas, percent-encoded', () => {
    const { OTEL_EXPORTER_OTLP_HEADERS: headers } = read({ OTEL_EXPORTER_OTLP_HEADERS: 'a=1, api-key = x%2Cy=z,' });
    expect(headers).toEqual({ a: '1', 'api-key': 'x,y=z' });
  });

  test.each([
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318', 'expected an http or https URL'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'a', 'expected name=value pairs between commas'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'a=%zz', 'expected name=value pairs between commas'],
    ['OTEL_TRACES_SAMPLER', 'sometimes', 'expected one of always_on, always_off, traceidratio'],
    ['OTEL_TRACES_SAMPLER_ARG', 'half', 'expected a number from 0 to 1'],
    ['OTEL_TRACES_SAMPLER_ARG', '2', 'expected a number from 0 to 1'],
    ['OTEL_BSP_MAX_QUEUE_SIZE', '0', 'expected a whole number from 1 to 100000'],
  ])('refuse %s=%s', (name, value, why) => {
    expect(() => read({ [name]: value })).toThrow(`${name}: ${why}`);
  });
});
