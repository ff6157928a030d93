import { describe, expect, test } from '@jest/globals';
import { IDENTITY_RESOURCES, identityHeader } from '@cdg/test-data';
import { readRequestingSoftware, SOFTWARE_HEADER } from './requesting-software.ts';

const DEVICE = IDENTITY_RESOURCES.software;
const KEY = SOFTWARE_HEADER.toLowerCase();
const EXPECTED = {
  resourceType: 'Device',
  identifier: [{ system: 'https://clinic.example/Id/software', value: 'desk-7' }],
  model: 'Sample Desk',
  version: '7.1.0',
};

const read = (...values: string[]) => readRequestingSoftware({ [KEY]: values });
const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64');
const faultOf = (...values: string[]): unknown => {
  try {
    return read(...values);
  } catch (error) {
    return error;
  }
};

/** A device whose JSON has this many bytes more than a multiple of three. */
function deviceOfLength(remainder: number): string {
  const texts = ['', ' ', '  '].map((blanks) => JSON.stringify(DEVICE) + blanks);
  return texts.find((text) => Buffer.byteLength(text) % 3 === remainder) ?? '';
}

describe('a header that holds a resource', () => {
  test('may be absent', () => {
    expect(readRequestingSoftware({})).toBeUndefined();
  });

  test.each([0, 1, 2])('is base64 of its JSON, padded, unpadded and URL-safe: %i bytes over', (remainder) => {
    const bytes = Buffer.from(deviceOfLength(remainder));
    const unpadded = bytes.toString('base64').replace(/=+$/, '');
    for (const text of [bytes.toString('base64'), unpadded, bytes.toString('base64url')]) {
      expect(read(text)).toEqual(EXPECTED);
    }
  });

  test('may use the URL-safe letters, and blanks around it', () => {
    const bytes = Buffer.from(JSON.stringify({ ...DEVICE, note: [{ text: '\u00ff\u00ff\u00fb?>?>~~~' }] }));
    expect(bytes.toString('base64')).toMatch(/[+/]/);
    expect(read(bytes.toString('base64url'))).toEqual(EXPECTED);
    expect(read(`  ${bytes.toString('base64')} `)).toEqual(EXPECTED);
  });

  test('may be 8192 characters long', () => {
    const fill = (length: number) => base64(JSON.stringify({ ...DEVICE, x: 'x'.repeat(length) }));
    const most = Array.from({ length: 6_200 }, (_, index) => index).findLast((length) => fill(length).length <= 8_192);
    expect(fill(most ?? 0)).toHaveLength(8_192);
    expect(read(fill(most ?? 0))).toEqual(EXPECTED);
    expect(faultOf(fill((most ?? 0) + 1))).toMatchObject({
      kind: 'invalidHeader',
      diagnostics: `Invalid header "${SOFTWARE_HEADER}": must be at most 8192 characters`,
    });
  });

  const GOOD = identityHeader(DEVICE);
  const JSON_TEXT = JSON.stringify(DEVICE);
  test.each([
    ['nothing', [''], 'must be base64 of a FHIR resource in JSON'],
    ['blanks', ['  '], 'must be base64 of a FHIR resource in JSON'],
    ['the JSON itself', [JSON_TEXT], 'must be base64 of a FHIR resource in JSON'],
    [
      'letters of both alphabets',
      [`${GOOD.slice(0, 8)}-_+/${GOOD.slice(12)}`],
      'must be base64 of a FHIR resource in JSON',
    ],
    ['a blank within', [`${GOOD.slice(0, 8)} ${GOOD.slice(8)}`], 'must be base64 of a FHIR resource in JSON'],
    ['too much padding', [`${base64(deviceOfLength(0))}=`], 'must be base64 of a FHIR resource in JSON'],
    ['half its padding', [base64(deviceOfLength(1)).slice(0, -1)], 'must be base64 of a FHIR resource in JSON'],
    ['bits left over', [base64(deviceOfLength(1)).replace(/.==$/, 'R==')], 'must be base64 of a FHIR resource in JSON'],
    ['two values', [GOOD, GOOD], 'must be given once'],
    ['bytes that are not UTF-8', [base64(Buffer.from([0x22, 0xff, 0x22]))], 'must hold strict JSON: not UTF-8'],
    ['a byte order mark', [base64(`\ufeff${JSON_TEXT}`)], 'must hold strict JSON: it begins with a byte order mark'],
    ['no JSON', [base64('{"resourceType":')], 'must hold strict JSON: not JSON'],
    [
      'a member name twice',
      [base64(JSON_TEXT.replace('"value":"desk-7"', '"value":"x-secret","value":"desk-7"'))],
      'must hold strict JSON: identifier[0].value: member name given twice',
    ],
    [
      'JSON that is nested too deeply',
      [base64('['.repeat(33) + ']'.repeat(33))],
      'must hold strict JSON: nested deeper than 32 levels',
    ],
    ['a list', [base64('[]')], 'resource must be an object'],
    ['null', [base64('null')], 'resource must be an object'],
  ])('is refused with %s', (_, values, what) => {
    expect(faultOf(...values)).toMatchObject({
      kind: 'invalidHeader',
      diagnostics: `Invalid header "${SOFTWARE_HEADER}": ${what}`,
    });
  });
});
