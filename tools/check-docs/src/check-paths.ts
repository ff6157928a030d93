import { dirname, join, normalize } from 'node:path/posix';
import type { Document } from './read-document.ts';
import type { Workspace } from './workspace.ts';

const LINK_ELSEWHERE = /^(?:[a-z][a-z0-9+.-]*:|#)/i;
const LOOKS_LIKE_A_PATH = /^\.?[\w@-][\w.@-]*(?:\/[\w.@$*-]+)+\/?$/;
const LINE_NUMBER = /:\d+$/;

/** Faults for the links to other files, and the paths between backticks, that lead nowhere. */
export function checkPaths(document: Document, workspace: Workspace): readonly string[] {
  const folder = dirname(document.path);
  const deadLinks = document.links
    .filter((href) => !LINK_ELSEWHERE.test(href))
    .filter((href) => !workspace.exists(fromRoot(folder, decodeURI(href.replace(/[#?].*$/, '')))))
    .map((href) => `the link ${href} leads nowhere`);
  const deadPaths = document.codeSpans
    .map((code) => code.replace(LINE_NUMBER, ''))
    .filter((code) => isPathHere(code, folder, workspace))
    .filter((path) => !workspace.exists(normalize(path)) && !workspace.exists(join(folder, path)))
    .map((path) => `there is no ${path}`);
  return [...deadLinks, ...deadPaths];
}

function fromRoot(folder: string, href: string): string {
  return href.startsWith('/') ? href.slice(1) : join(folder, href);
}

/** A path that starts with a folder of the root, or of the document's own folder, and is not one of those made later. */
function isPathHere(code: string, folder: string, workspace: Workspace): boolean {
  if (!LOOKS_LIKE_A_PATH.test(code)) return false;
  const segments = code.split('/');
  if (segments.some((segment) => workspace.ignoredFolders.has(segment))) return false;
  const [first = ''] = segments;
  return workspace.folders.has(first) || workspace.exists(join(folder, first));
}
