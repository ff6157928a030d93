import { Tokenizer, TokenType } from '@streamparser/json';
import { CallError } from '../errors/call-error.ts';

/** Deepest nesting of a request body; the root is 1. */
const MAX_DEPTH = 32;

/**
 * Parses a request body as strict JSON: UTF-8 without a byte order mark, no member name twice in one object (a second
 * `value` must not smuggle a second patient), nested at most 32 deep.
 *
 * @throws CallError 400 that says what is wrong and where, without quoting the body
 */
export function parseJson(body: Buffer): unknown {
  if (body.length === 0) throw invalidBody('the body is empty');
  const value = parse(decode(body));
  checkStructure(body);
  return value;
}

/** A body that cannot be used, with the contract's opening words. */
export function invalidBody(what: string): CallError {
  return new CallError('invalidBody', `Invalid JSON body sent in request: ${what}`);
}

function decode(body: Buffer): string {
  if (body.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])))
    throw invalidBody('it begins with a byte order mark');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw invalidBody('not UTF-8');
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the body.
    throw invalidBody('not JSON');
  }
}

interface Container {
  /** Member names seen so far; undefined in an array. */
  readonly names: Set<string> | undefined;
  /** Where the value being read stands: a member name or an index. */
  place: string;
  index: number;
}

/** Walks the tokens of valid JSON once for what JSON.parse does not tell: repeated names and depth. */
function checkStructure(body: Buffer): void {
  const tokenizer = new Tokenizer();
  const open: Container[] = [];
  let nameExpected = false;

  const enter = (isObject: boolean) => {
    if (open.length === MAX_DEPTH) throw invalidBody(`nested deeper than ${MAX_DEPTH} levels`);
    open.push({ names: isObject ? new Set() : undefined, place: isObject ? '' : '[0]', index: 0 });
    nameExpected = isObject;
  };
  const goOn = (container: Container) => {
    container.index += 1;
    nameExpected = container.names !== undefined;
    if (!nameExpected) container.place = `[${container.index}]`;
  };
  const enterMember = (container: Container, name: string) => {
    container.place = `.${printable(name)}`;
    if (container.names?.has(name)) throw invalidBody(`${pathOf(open)}: member name given twice`);
    container.names?.add(name);
    nameExpected = false;
  };

  tokenizer.onToken = ({ token, value }) => {
    const container = open.at(-1);
    if (token === TokenType.LEFT_BRACE || token === TokenType.LEFT_BRACKET) enter(token === TokenType.LEFT_BRACE);
    else if (token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET) open.pop();
    else if (container === undefined) return;
    else if (token === TokenType.COMMA) goOn(container);
    else if (token === TokenType.STRING && nameExpected) enterMember(container, String(value));
  };
  tokenizer.write(body);
}

function pathOf(open: readonly Container[]): string {
  return open
    .map(({ place }) => place)
    .join('')
    .replace(/^\./, '');
}

/** Names are the caller's text: only what looks like a FHIR element name is repeated to it. */
function printable(name: string): string {
  return /^[A-Za-z_]{1,64}$/.test(name) ? name : '?';
}
