import type { LogLine } from './log-lines-in.ts';
import type { Document } from './read-document.ts';
import type { Workspace } from './workspace.ts';

/** Faults for log lines that the catalogue has not, or at other levels, or that the gateway never writes. */
export function checkLogLines(
  { listedLogLines }: Pick<Document, 'listedLogLines'>,
  { logLines }: Pick<Workspace, 'logLines'>,
): readonly string[] {
  const written = levelsByMessage(logLines);
  const listed = levelsByMessage(listedLogLines);
  return [
    ...[...written].flatMap(([message, levels]) => {
      if (!listed.has(message)) return [`the log line "${message}" is not listed`];
      return listed.get(message) === levels ? [] : [`the log line "${message}" has the level: ${levels || 'unknown'}`];
    }),
    ...[...listed.keys()].filter((message) => !written.has(message)).map((message) => `nobody logs "${message}"`),
  ];
}

function levelsByMessage(lines: readonly LogLine[]): ReadonlyMap<string, string> {
  const found = new Map<string, Set<string>>();
  for (const { message, levels } of lines) found.set(message, new Set([...(found.get(message) ?? []), ...levels]));
  return new Map([...found].map(([message, levels]) => [message, [...levels].sort().join(', ')]));
}
