import { parseNxCommand } from './parse-nx-command.ts';
import type { Document } from './read-document.ts';
import type { Workspace } from './workspace.ts';

const NPM_SCRIPT = /\bnpm (?:run(?:-script)? (?:-\S+ )*(?<run>[\w:.-]+)|(?<short>start|test)\b)/g;
const NX_COMMAND = /\bnx (?<args>[^#|&;]+)/g;

/** Faults for the npm scripts, Nx projects and Nx targets that a document names and that do not exist. */
export function checkCommands({ codeLines }: Document, workspace: Workspace): readonly string[] {
  return codeLines.flatMap((line) => [
    ...[...line.matchAll(NPM_SCRIPT)].flatMap(({ groups }) =>
      checkScript(groups?.run ?? groups?.short ?? '', workspace),
    ),
    ...[...line.matchAll(NX_COMMAND)].flatMap(({ groups }) => checkNx(groups?.args ?? '', workspace)),
  ]);
}

function checkScript(script: string, { scripts }: Workspace): readonly string[] {
  return scripts.has(script) ? [] : [`there is no npm script "${script}"`];
}

function checkNx(args: string, { projects: known }: Workspace): readonly string[] {
  const { projects, targets } = parseNxCommand(args.trim().split(/\s+/));
  const asked = projects.filter((project) => known.has(project));
  const having = asked.length > 0 ? asked : [...known.keys()];
  return [
    ...projects.filter((project) => !known.has(project)).map((project) => `there is no Nx project "${project}"`),
    ...targets
      .filter((target) => !having.some((project) => known.get(project)?.has(target)))
      .map((target) => `there is no Nx target "${target}" in ${asked.join(', ') || 'any project'}`),
  ];
}
