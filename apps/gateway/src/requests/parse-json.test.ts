import { describe, expect, test } from '@jest/globals';
import { parseJson } from './parse-json.ts';

const parsed = (text: string | Buffer) => parseJson(Buffer.from(text));

function faultOf(body: string | Buffer): string {
  try {
    parsed(body);
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^Invalid JSON body sent in request: /, '') : 'not an Error';
  }
  return 'none';
}

const nested = (open: string, close: string, levels: number) => open.repeat(levels) + close.repeat(levels);

describe('parseJson', () => {
  test.each([
    ['{}', {}],
    ['{"a":{"value":1},"b":{"value":2}}', { a: { value: 1 }, b: { value: 2 } }],
    ['[{"name":"x"},{"name":"x"}]', [{ name: 'x' }, { name: 'x' }]],
    ['{"a":["a","a"],"b":"a"}', { a: ['a', 'a'], b: 'a' }],
    [' \t\r\n{ "a" : [ 1 , -0.5e+3 , true , null ] } \n', { a: [1, -500, true, null] }],
    ['{"":{"":1}}', { '': { '': 1 } }],
    ['{"value":"\\u0041 \\ud83d\\ude00 \u00e9"}', { value: 'A \u{1f600} \u00e9' }],
    ['"text"', 'text'],
    ['12', 12],
    ['null', null],
  ])('reads %s', (text, value) => {
    expect(parsed(text)).toEqual(value);
  });

  test('refuses what is empty', () => {
    expect(faultOf('')).toBe('the body is empty');
  });

  test.each([
    ['nothing but blanks', ' \n'],
    ['an end that is missing', '{"resourceType":'],
    ['a second value', '{}{}'],
    ['a trailing comma', '{"a":1,}'],
    ['a comma in the place of a value', '[,1]'],
    ['a missing colon', '{"a" "b"}'],
    ['a bracket too many', '{"a":1]]'],
    ['single quotes', "{'a':1}"],
    ['a comment', '{"a":1} // why'],
    ['an octal number', '[01]'],
    ['NaN', '[NaN]'],
    ['a line break in a text', '["a\nb"]'],
    ['a name that is no text', '{1:2}'],
    ['a broken escape', '["\\u12"]'],
  ])('refuses %s', (_, text) => {
    expect(faultOf(text)).toBe('not JSON');
  });

  test('never quotes what it refuses', () => {
    expect(faultOf('{"a": 9999999999x}')).toBe('not JSON');
  });
});

describe('the encoding', () => {
  test.each([
    ['Latin-1', Buffer.from('["\u00e9"]', 'latin1')],
    ['UTF-16', Buffer.from('{"a":1}\u00e9', 'utf16le')],
    ['an overlong form', Buffer.from([0x22, 0xc0, 0xaf, 0x22])],
    ['a surrogate', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ['a character cut off', Buffer.from([0x22, 0xe2, 0x82, 0x22])],
  ])('is not %s', (_, body) => {
    expect(faultOf(body)).toBe('not UTF-8');
  });

  test.each([
    ['before everything', Buffer.from([0xef, 0xbb, 0xbf, 0x7b, 0x7d])],
    ['and nothing else', Buffer.from([0xef, 0xbb, 0xbf])],
  ])('has no byte order mark %s', (_, body) => {
    expect(faultOf(body)).toBe('it begins with a byte order mark');
  });

  test('may hold the character of that mark in a text', () => {
    expect(parsed('["\ufeff"]')).toEqual(['\ufeff']);
  });
});

describe('depth', () => {
  test.each([
    ['arrays', nested('[', ']', 32)],
    ['objects', `${'{"a":'.repeat(31)}{}${'}'.repeat(31)}`],
    ['again after coming back up', `[${nested('[', ']', 31)},${nested('[', ']', 31)}]`],
  ])('of 32 is taken: %s', (_, text) => {
    expect(faultOf(text)).toBe('none');
  });

  test.each([
    ['arrays', nested('[', ']', 33)],
    ['objects', `${'{"a":'.repeat(32)}{}${'}'.repeat(32)}`],
    ['at the end', `[${nested('[', ']', 31)},${nested('[', ']', 32)}]`],
    ['very much more', nested('[', ']', 20_000)],
  ])('of more is refused: %s', (_, text) => {
    expect(faultOf(text)).toBe('nested deeper than 32 levels');
  });
});

describe('a member name given twice in one object', () => {
  test.each([
    ['at the root', '{"a":1,"a":1}', 'a'],
    ['in an object', '{"a":{"b":1,"c":2,"b":3}}', 'a.b'],
    ['in an array', '{"parameter":[{"name":"x"},{"name":"y","name":"z"}]}', 'parameter[1].name'],
    ['in an array in an array', '[1,[2,3,{"a":1,"a":2}]]', '[1][2].a'],
    ['around an object', '{"a":{"b":{}},"c":[[]],"a":1}', 'a'],
    ['around an object that has it, too', '{"a":{"a":{"a":1}},"a":1}', 'a'],
    ['once with an escape', '{"value":1,"v\\u0061lue":2}', 'value'],
    ['once with a pair of escapes', '{"\\ud83d\\ude00":1,"\u{1f600}":2}', '?'],
    ['of the prototype', '{"__proto__":1,"__proto__":2}', '__proto__'],
    ['that is empty', '{"":1,"":2}', '?'],
    ['that might be an identifier', '{"9999999999":1,"9999999999":2}', '?'],
    ['that is long', `{"${'a'.repeat(65)}":1,"${'a'.repeat(65)}":2}`, '?'],
  ])('%s is refused, and its place told', (_, text, place) => {
    expect(faultOf(text)).toBe(`${place}: member name given twice`);
  });

  test.each(['{"a":1,"A":2}', '{"a":1,"a ":2}', '{"a":"a","b":"a"}', '[{"a":1},{"a":1}]', '{"a":{"a":1}}'])(
    'is not seen where there is none: %s',
    (text) => {
      expect(faultOf(text)).toBe('none');
    },
  );
});
