import { describe, expect, test } from '@jest/globals';
import { SCENARIO_PATIENTS } from '@cdg/test-data';
import { echoedIds, readConsumerHeaders } from './consumer-headers.ts';

const TRACE_ID = '3b1c2a54-6f0d-4e0a-9d0c-0d5a9f1f7c11';
const REQUEST_ID = '5F6E0C1A-7B1F-4C7E-8A57-2D1F6A1B9C3D';
const CORRELATION_ID = '00000000-0000-0000-0000-000000000000';
const headers = {
  'ssp-traceid': TRACE_ID,
  'ods-from': 'S55555',
  'x-request-id': REQUEST_ID,
  'x-correlation-id': CORRELATION_ID,
};

function faultOf(given: Record<string, string | undefined>): unknown {
  try {
    return readConsumerHeaders({ ...headers, ...given });
  } catch (error) {
    return error;
  }
}

describe('readConsumerHeaders', () => {
  test('reads who asks and under which ids', () => {
    expect(readConsumerHeaders({ ...headers, 'accept-encoding': 'gzip' })).toEqual({
      traceId: TRACE_ID,
      requestId: REQUEST_ID,
      correlationId: CORRELATION_ID,
      consumerOds: 'S55555',
      acceptsGzip: true,
    });
  });

  test('takes the trace id where there is no correlation id', () => {
    expect(faultOf({ 'x-correlation-id': undefined })).toMatchObject({ correlationId: TRACE_ID, acceptsGzip: false });
  });

  test.each([
    ['s55555', 'S55555'],
    [' s55555 ', 'S55555'],
    ['a', 'A'],
    ['12345678901234567890', '12345678901234567890'],
  ])('takes %s for the organisation %s', (given, consumerOds) => {
    expect(faultOf({ 'ods-from': given })).toMatchObject({ consumerOds });
  });

  test.each([
    ['Ssp-TraceID', undefined],
    ['Ssp-TraceID', ''],
    ['Ssp-TraceID', '  '],
    ['ODS-from', undefined],
    ['ODS-from', ' '],
  ])('misses %s when it is "%s"', (name, value) => {
    expect(faultOf({ [name.toLowerCase()]: value })).toMatchObject({
      kind: 'invalidHeader',
      diagnostics: `Missing or empty required header "${name}"`,
    });
  });

  test.each([
    ['Ssp-TraceID', 'abc'],
    ['Ssp-TraceID', TRACE_ID.replaceAll('-', '')],
    ['Ssp-TraceID', `{${TRACE_ID}}`],
    ['Ssp-TraceID', `${TRACE_ID}, ${TRACE_ID}`],
    ['X-Request-ID', ''],
    ['X-Request-ID', '1'],
    ['X-Request-ID', `${TRACE_ID}, ${TRACE_ID}`],
    ['X-Correlation-ID', ''],
    ['X-Correlation-ID', 'one.two.three'],
  ])('refuses %s: %s', (name, value) => {
    expect(faultOf({ [name.toLowerCase()]: value })).toMatchObject({
      kind: 'invalidHeader',
      diagnostics: `Invalid header "${name}": must be one UUID`,
    });
  });

  test.each([
    ['a dash', 'S5-55'],
    ['a wildcard', 'S*'],
    ['21 letters', 'A'.repeat(21)],
    ['two codes', 'S55555, S55555'],
    ['a letter beyond ASCII', 'S\u00e9'],
    ["a patient's number", SCENARIO_PATIENTS.fullRecord],
  ])('refuses an organisation with %s', (_, value) => {
    expect(faultOf({ 'ods-from': value })).toMatchObject({
      kind: 'invalidHeader',
      diagnostics: 'Invalid header "ODS-from": must be one ODS code, 1 to 20 letters or digits',
    });
  });

  test.each([
    ['Ssp-TraceID', { 'ssp-traceid': 'x', 'ods-from': '', 'x-request-id': 'x', 'x-correlation-id': 'x' }],
    ['ODS-from', { 'ods-from': '', 'x-request-id': 'x', 'x-correlation-id': 'x' }],
    ['X-Request-ID', { 'x-request-id': 'x', 'x-correlation-id': 'x' }],
  ])('names %s first of several that are wrong', (name, given) => {
    expect(faultOf(given)).toMatchObject({ diagnostics: expect.stringContaining(`"${name}"`) });
  });
});

describe('echoedIds', () => {
  test('gives every valid id back as it was sent', () => {
    expect(echoedIds(headers)).toEqual({
      'Ssp-TraceID': TRACE_ID,
      'X-Request-ID': REQUEST_ID,
      'X-Correlation-ID': CORRELATION_ID,
    });
  });

  test('leaves out what is absent or malformed', () => {
    expect(echoedIds({ 'ssp-traceid': 'x', 'x-request-id': `${TRACE_ID}, ${TRACE_ID}` })).toEqual({});
  });
});
