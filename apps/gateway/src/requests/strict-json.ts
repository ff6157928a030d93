import { Tokenizer, TokenType } from '@streamparser/json';

/** Deepest nesting; the root is 1. */
const MAX_DEPTH = 32;
const UTF_8 = new TextDecoder('utf-8', { fatal: true });
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** The bytes are not strict JSON. The message says what is wrong and where, and quotes nothing of them. */
export class StrictJsonError extends Error {
  override readonly name = 'StrictJsonError';
}

/**
 * Parses strict JSON: UTF-8 without a byte order mark, no member name twice in one object (a second `value` must not
 * smuggle in a second patient or person), nested at most 32 deep.
 *
 * @throws StrictJsonError
 */
export function parseStrictJson(bytes: Buffer): unknown {
  const text = decode(bytes);
  const value = parse(text);
  // Names can be written in many ways by escapes: those are for the walk to tell.
  if (text.includes('\\') || !isPlainlyWell(text, value)) checkStructure(bytes);
  return value;
}

/** What ends the name of a member, and, within a string, what merely looks so. */
const NAME_END = /"\s*:/g;

/**
 * Whether a quick look tells that names are unique and nesting is not too deep: when parsing has kept as many names as the
 * text can have, none was given twice. A text with more to it is walked token by token, which costs ten times as much.
 */
function isPlainlyWell(text: string, value: unknown): boolean {
  const names = text.match(NAME_END)?.length ?? 0;
  return namesIn(value, 1) === names;
}

/** How many names a parsed value has in all; NaN where it is nested too deep. */
function namesIn(value: unknown, depth: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (depth > MAX_DEPTH) return Number.NaN;
  const members = Object.values(value);
  const own = Array.isArray(value) ? 0 : members.length;
  return members.reduce((sum: number, member) => sum + namesIn(member, depth + 1), own);
}

function decode(body: Buffer): string {
  if (body.subarray(0, 3).equals(BYTE_ORDER_MARK)) throw new StrictJsonError('it begins with a byte order mark');
  try {
    return UTF_8.decode(body);
  } catch {
    throw new StrictJsonError('not UTF-8');
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the body.
    throw new StrictJsonError('not JSON');
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
    if (open.length === MAX_DEPTH) throw new StrictJsonError(`nested deeper than ${MAX_DEPTH} levels`);
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
    if (container.names?.has(name)) throw new StrictJsonError(`${pathOf(open)}: member name given twice`);
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
