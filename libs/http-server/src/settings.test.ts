import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { flag, httpUrl, logLevel, port, readSettings, SettingsError, wholeNumber } from './settings.ts';

const SCHEMA = z.object({
  PORT: port(5000),
  URL: httpUrl(),
  KEY: z.string(),
  VERBOSE: flag(false),
  LIMIT: wholeNumber(10, { min: 1, max: 100 }),
  LOG_LEVEL: logLevel(),
});
const GOOD = { URL: 'http://127.0.0.1:9001', KEY: 'hush' };

function faultsOf(environment: Record<string, string | undefined>, schema: z.ZodType = SCHEMA): readonly string[] {
  try {
    readSettings(schema, environment);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
    throw error;
  }
}

const read = (schema: z.ZodType, value: string | undefined) =>
  readSettings(z.object({ NAME: schema }), { NAME: value });

describe('readSettings', () => {
  test('reads what is set, and takes defaults for the rest', () => {
    expect(readSettings(SCHEMA, { ...GOOD, LIMIT: '7', UNKNOWN: 'x' })).toEqual({
      PORT: 5000,
      URL: 'http://127.0.0.1:9001',
      KEY: 'hush',
      VERBOSE: false,
      LIMIT: 7,
      LOG_LEVEL: 'info',
    });
  });

  test.each(['', ' ', '\t\n', undefined])('takes a variable that is %j for absent', (blank) => {
    expect(readSettings(SCHEMA, { ...GOOD, LIMIT: blank })).toMatchObject({ LIMIT: 10 });
    expect(faultsOf({ ...GOOD, KEY: blank })).toEqual([expect.stringMatching(/^KEY: /)]);
  });

  test('lists every fault at once, each with its variable', () => {
    const faults = faultsOf({ PORT: '70000', URL: 'ftp://x', VERBOSE: 'yes', LIMIT: '0', LOG_LEVEL: 'loud' });

    expect(faults.map((fault) => fault.split(':')[0])).toEqual(['PORT', 'URL', 'KEY', 'VERBOSE', 'LIMIT', 'LOG_LEVEL']);
  });

  test('never tells a value', () => {
    const secret = 'hush-hush';
    const environment = { PORT: secret, URL: secret, VERBOSE: secret, LIMIT: secret, LOG_LEVEL: secret };

    expect(() => readSettings(SCHEMA, environment)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining(secret) }),
    );
  });

  test('says in one message what cannot be used', () => {
    const error = new SettingsError(['PORT: too high', 'URL: not a URL']);

    expect(error.name).toBe('SettingsError');
    expect(error.message).toBe('The environment cannot be used:\n  - PORT: too high\n  - URL: not a URL');
  });

  test('names the environment where a fault is of several variables', () => {
    const pair = z
      .object({ A: flag(false), B: flag(false) })
      .refine(({ A, B }) => A === B, { error: 'expected equals' });

    expect(faultsOf({ A: 'true' }, pair)).toEqual(['environment: expected equals']);
  });
});

describe('flag', () => {
  test.each([
    ['true', true],
    ['false', false],
    [undefined, true],
  ])('reads %j', (value, read_) => {
    expect(read(flag(true), value)).toEqual({ NAME: read_ });
  });

  test.each(['TRUE', '1', 'yes', 'false,'])('refuses %j', (value) => {
    expect(() => read(flag(true), value)).toThrow('NAME: expected true or false');
  });
});

describe('wholeNumber', () => {
  test.each([
    ['1', 1],
    ['100', 100],
    [' 42 ', 42],
    ['007', 7],
    [undefined, 10],
  ])('reads %j', (value, number) => {
    expect(read(wholeNumber(10, { min: 1, max: 100 }), value)).toEqual({ NAME: number });
  });

  test.each(['0', '101', '-1', '1.5', '1e2', '0x10', 'ten', '1 0', '9'.repeat(400)])('refuses %j', (value) => {
    expect(() => read(wholeNumber(10, { min: 1, max: 100 }), value)).toThrow(
      'NAME: expected a whole number from 1 to 100',
    );
  });

  test.each(['0', '9007199254740991'])('takes %s without bounds', (value) => {
    expect(read(wholeNumber(10), value)).toEqual({ NAME: Number(value) });
  });
});

describe('port', () => {
  test.each(['0', '65535'])('takes %s', (value) => {
    expect(read(port(5000), value)).toEqual({ NAME: Number(value) });
  });

  test('refuses 65536', () => {
    expect(() => read(port(5000), '65536')).toThrow('NAME: expected a whole number from 0 to 65535');
  });
});

describe('httpUrl', () => {
  test.each([
    ['http://127.0.0.1:9001', 'http://127.0.0.1:9001'],
    ['https://api.example.test/FHIR/R4/', 'https://api.example.test/FHIR/R4'],
    ['https://GP.Example.test:443//', 'https://GP.Example.test:443'],
    [' https://api.example.test ', 'https://api.example.test'],
  ])('reads %j', (value, url) => {
    expect(read(httpUrl(), value)).toEqual({ NAME: url });
  });

  test.each([
    'api.example.test',
    'localhost:9001',
    'ftp://a.test',
    'https://',
    '/FHIR',
    'https://u:p@a.test',
    'http://:p@a.test',
  ])('refuses %j', (value) => {
    expect(() => read(httpUrl(), value)).toThrow('NAME: expected an http or https URL');
  });
});

describe('logLevel', () => {
  test.each([
    ['debug', 'debug'],
    ['silent', 'silent'],
    [undefined, 'info'],
  ])('reads %j', (value, level) => {
    expect(read(logLevel(), value)).toEqual({ NAME: level });
  });

  test('refuses what pino does not know', () => {
    expect(() => read(logLevel(), 'loud')).toThrow('NAME: expected a pino level');
  });
});
