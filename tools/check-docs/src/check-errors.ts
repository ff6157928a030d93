import type { Workspace } from './workspace.ts';

/** The page that lists every error, and where the errors are. */
export const ERRORS_PAGE = 'docs/errors.md';
const ERROR_ROWS = 'apps/gateway/src/errors/error-rows.ts';

const ROW =
  /^ {2}(?<kind>\w+): \{ status: (?<status>\d+), issue: '(?<issue>[\w-]+)', spineCode: '(?<code>[A-Z_ ]+)' \}/gm;
/** An error that is made of a kind and a text, which may have variable parts; one kind has a function of its own. */
const MADE =
  /(?:new CallError\(\s*'(?<kind>\w+)',|\b(?<maker>invalidToken)\()\s*(?:'(?<plain>[^'\n]+)'|"(?<quoted>[^"\n]+)"|`(?<template>[^`]+)`)/g;
/** `kind` | status | issue type | Spine code | diagnostics | ... */
const LISTED =
  /^\| `(?<kind>\w+)` *\| (?<status>\d+) *\| `(?<issue>[\w-]+)` *\| `(?<code>[A-Z_ ]+)` *\| (?<texts>[^|]*)\|/gm;

interface ListedError {
  readonly kind: string;
  readonly codes: string;
  /** With … for what varies. */
  readonly texts: readonly string[];
}

/** Faults of the table of errors: a kind, code or text that the gateway has and the page has not, or the other way round. */
export function checkErrors(page: string, { read, source }: Pick<Workspace, 'read' | 'source'>): readonly string[] {
  const kinds = new Map([...read(ERROR_ROWS).matchAll(ROW)].map(({ groups }) => [groups?.kind ?? '', codesIn(groups)]));
  const listed = [...page.matchAll(LISTED)].map(({ groups }) => listedError(groups));
  const listedKinds = new Set(listed.map(({ kind }) => kind));
  if (kinds.size === 0) return [`${ERROR_ROWS} has no error that can be read`];
  return [
    ...[...kinds.keys()].filter((kind) => !listedKinds.has(kind)).map((kind) => `the error ${kind} is not listed`),
    ...listed.flatMap((error) => checkListed(error, kinds, source)),
    ...[...source.matchAll(MADE)].flatMap(({ groups }) => checkMade(groups, listed)),
  ];
}

function checkListed({ kind, codes, texts }: ListedError, kinds: ReadonlyMap<string, string>, source: string) {
  const real = kinds.get(kind);
  if (real === undefined) return [`there is no error ${kind}`];
  return [
    ...(codes === real ? [] : [`${kind} is ${real}, not ${codes}`]),
    ...texts
      .filter((text) => !text.split('…').every((part) => source.includes(part)))
      .map((text) => `the gateway never says "${text}"`),
  ];
}

function checkMade(groups: Readonly<Record<string, string>> | undefined, listed: readonly ListedError[]) {
  const { maker = '', kind = maker, plain, quoted, template = '' } = groups ?? {};
  const text = plain ?? quoted ?? template.replace(/\$\{[^}]*\}/g, '…');
  const isListed = listed.some((error) => error.kind === kind && error.texts.includes(text));
  return isListed ? [] : [`${kind} does not list "${text}"`];
}

function listedError(groups: Readonly<Record<string, string>> | undefined): ListedError {
  const texts = [...(groups?.texts ?? '').matchAll(/`([^`]+)`/g)].map(([, text]) => text ?? '');
  return { kind: groups?.kind ?? '', codes: codesIn(groups), texts };
}

function codesIn(groups: Readonly<Record<string, string>> | undefined): string {
  const { status = '', issue = '', code = '' } = groups ?? {};
  return `${status} ${issue} ${code}`;
}
