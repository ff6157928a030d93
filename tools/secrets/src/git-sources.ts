import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Source } from './find-secrets.ts';

const MAX_BUFFER = 512 * 1024 * 1024;
const BLOBS_AT_ONCE = 100;

/** Every version of every file that any branch or tag has ever held, and every commit message. */
export function* historySources(folder: string): Generator<Source> {
  const git = gitIn(folder);
  for (const line of git(['log', '--all', '--format=%H %s%n%b%x00']).toString('utf8').split('\0')) {
    const message = line.trim();
    if (message !== '') yield { path: `commit ${message.slice(0, 12)}`, content: message };
  }
  const paths = new Map(
    git(['rev-list', '--all', '--objects'])
      .toString('utf8')
      .split('\n')
      .flatMap((line): [string, string][] => {
        const [id = '', ...path] = line.split(' ');
        return path.length === 0 || path[0] === '' ? [] : [[id, path.join(' ')]];
      }),
  );
  const ids = [...paths.keys()];
  for (let from = 0; from < ids.length; from += BLOBS_AT_ONCE) {
    const input = `${ids.slice(from, from + BLOBS_AT_ONCE).join('\n')}\n`;
    for (const { id, content } of blobsOf(git(['cat-file', '--batch'], input))) {
      yield { path: paths.get(id) ?? id, content };
    }
  }
}

/** The files of the work tree that git has or would take, as they are on disk. */
export function* treeSources(folder: string): Generator<Source> {
  const names = gitIn(folder)(['ls-files', '-z', '--cached', '--others', '--exclude-standard']).toString('utf8');
  for (const path of names.split('\0')) {
    const content = path === '' ? undefined : textOf(join(folder, path));
    if (content !== undefined) yield { path, content };
  }
}

/** What the next commit would hold: fast enough for a hook. */
export function* stagedSources(folder: string): Generator<Source> {
  const git = gitIn(folder);
  const names = git(['diff', '--cached', '--name-only', '-z', '--diff-filter=ACMR']).toString('utf8');
  for (const path of names.split('\0')) {
    if (path !== '') yield { path, content: git(['show', `:${path}`]).toString('utf8') };
  }
}

function gitIn(folder: string) {
  return (args: readonly string[], input?: string): Buffer =>
    execFileSync('git', ['-C', folder, ...args], { maxBuffer: MAX_BUFFER, ...(input === undefined ? {} : { input }) });
}

/** Takes the answer of `git cat-file --batch` apart: `id type size`, a line break, so many bytes, a line break. */
function* blobsOf(answer: Buffer): Generator<{ id: string; content: string }> {
  let at = 0;
  while (at < answer.length) {
    const end = answer.indexOf('\n', at);
    const [id = '', type = '', size = '0'] = answer.toString('utf8', at, end).split(' ');
    at = end + 1 + Number(size) + 1;
    if (type === 'blob') yield { id, content: answer.toString('utf8', end + 1, at - 1) };
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // Deleted, or a link to a folder: there is nothing to read.
    return undefined;
  }
}
