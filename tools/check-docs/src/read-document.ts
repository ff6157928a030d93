import { lexer, walkTokens } from 'marked';
import { z } from 'zod';
import type { LogLine } from './log-lines-in.ts';

/** What a document says that can be checked against the workspace. */
export interface Document {
  /** Where it lies, from the root of the workspace. */
  readonly path: string;
  readonly text: string;
  readonly links: readonly string[];
  /** What stands between backticks in the text. */
  readonly codeSpans: readonly string[];
  /** Every line of code: the code spans, and the lines of the code blocks. */
  readonly codeLines: readonly string[];
  /** What stands between backticks in the first column of the tables of environment variables. */
  readonly listedVariables: readonly string[];
  /** Those for which the second column of such a table, headed "Default", has a value between backticks. */
  readonly listedDefaults: readonly ListedDefault[];
  /** The rows of the tables of metrics. */
  readonly listedMetrics: readonly ListedMetric[];
  /** The rows of the tables of log lines. */
  readonly listedLogLines: readonly LogLine[];
}

export interface ListedDefault {
  readonly name: string;
  readonly value: string;
}

export interface ListedMetric {
  readonly name: string;
  /** `counter`, `gauge` or `histogram`. */
  readonly type: string;
  readonly labels: readonly string[];
}

const VARIABLE_HEADING = /^(environment )?variables?$/i;
const DEFAULT_HEADING = /^defaults?$/i;
const METRIC_HEADING = /^metrics?$/i;
const LOG_LINE_HEADING = /^`msg`$/;
/** In words, or as pino calls them. */
const LEVEL = /\b(trace|debug|info|warn|error|fatal)(?:ing)?\b/g;
const CODE_SPAN = /`([^`]+)`/g;

const cell = z.object({ text: z.string() });
const tokenOfInterest = z.discriminatedUnion('type', [
  z.object({ type: z.literal(['link', 'image']), href: z.string() }),
  z.object({ type: z.literal(['codespan', 'code']), text: z.string() }),
  z.object({ type: z.literal('table'), header: z.array(cell), rows: z.array(z.array(cell)) }),
]);

/** Reads a Markdown document. */
export function readDocument(path: string, text: string): Document {
  const tokens = tokensOf(text);
  const codeSpans = tokens.flatMap((token) => (token.type === 'codespan' ? [token.text] : []));
  const blockLines = tokens.flatMap((token) => (token.type === 'code' ? token.text.split('\n') : []));
  return {
    path,
    text,
    links: tokens.flatMap((token) => (token.type === 'link' || token.type === 'image' ? [token.href] : [])),
    codeSpans,
    codeLines: [...codeSpans, ...blockLines],
    listedMetrics: tokens.flatMap((token) => (token.type === 'table' ? metricsOf(token) : [])),
    listedLogLines: tokens.flatMap((token) => (token.type === 'table' ? logLinesOf(token) : [])),
    listedVariables: tokens.flatMap((token) => (token.type === 'table' ? variablesOf(token) : [])),
    listedDefaults: tokens.flatMap((token) => (token.type === 'table' ? defaultsOf(token) : [])),
  };
}

function tokensOf(text: string): readonly z.output<typeof tokenOfInterest>[] {
  const found: z.output<typeof tokenOfInterest>[] = [];
  void walkTokens(lexer(text), (token) => {
    const { data } = tokenOfInterest.safeParse(token);
    if (data !== undefined) found.push(data);
  });
  return found;
}

type Table = Extract<z.output<typeof tokenOfInterest>, { type: 'table' }>;

function variablesOf({ header, rows }: Table): string[] {
  if (!VARIABLE_HEADING.test(header[0]?.text ?? '')) return [];
  return rows.flatMap(([first]) => codesIn(first?.text));
}

/** A row with several variables has a value for each of them, in their order, or one for all. */
function defaultsOf({ header, rows }: Table): ListedDefault[] {
  if (!VARIABLE_HEADING.test(header[0]?.text ?? '') || !DEFAULT_HEADING.test(header[1]?.text ?? '')) return [];
  return rows.flatMap(([names, defaults]) => {
    const values = codesIn(defaults?.text);
    return codesIn(names?.text).flatMap((name, place) => {
      const value = values[place] ?? values[0];
      return value === undefined ? [] : [{ name, value }];
    });
  });
}

/** Name, type and labels stand in the first three columns. */
function metricsOf({ header, rows }: Table): ListedMetric[] {
  if (!METRIC_HEADING.test(header[0]?.text ?? '')) return [];
  return rows.flatMap(([names, type, labels]) =>
    codesIn(names?.text).map((name) => ({ name, type: type?.text ?? '', labels: codesIn(labels?.text) })),
  );
}

/** Messages and level stand in the first two columns. */
function logLinesOf({ header, rows }: Table): LogLine[] {
  if (!LOG_LINE_HEADING.test(header[0]?.text ?? '')) return [];
  return rows.flatMap(([messages, level]) => {
    const levels = [...(level?.text ?? '').matchAll(LEVEL)].map(([, name]) => name ?? '');
    return codesIn(messages?.text).map((message) => ({ message, levels }));
  });
}

function codesIn(text = ''): string[] {
  return [...text.matchAll(CODE_SPAN)].map(([, code]) => code ?? '');
}
