export interface NxCommand {
  readonly projects: readonly string[];
  readonly targets: readonly string[];
}

/** Commands of Nx itself, whose arguments are no targets. */
const NX_OWN = new Set(['graph', 'show', 'reset', 'report', 'list', 'format', 'daemon', 'migrate', 'sync', 'exec']);
const OPTION = /^(?:-(?<short>[tp])|--(?<long>target|project)s?)(?:=(?<value>.+))?$/;
const NAME = /^[a-z][\w-]*$/;

/**
 * The projects and targets that the arguments of `nx` name: `build gateway`, `run gateway:build`, or
 * `run-many -t lint test -p gateway`. What is no plain name, such as `<project>`, is left out.
 */
export function parseNxCommand(args: readonly string[]): NxCommand {
  const [command = '', ...rest] = args;
  if (NX_OWN.has(command)) return { projects: [], targets: [] };
  const named = command === 'run-many' || command === 'affected' ? namesInOptions(rest) : namesInWords(args);
  return { projects: named.projects.filter(isName), targets: named.targets.filter(isName) };
}

function namesInWords([command = '', second = '']: readonly string[]): NxCommand {
  const task = command === 'run' ? second : command;
  const [project = '', target = ''] = task.includes(':') ? task.split(':') : [second, task];
  return { projects: [project], targets: [target] };
}

function namesInOptions(args: readonly string[]): NxCommand {
  const found: { projects: string[]; targets: string[] } = { projects: [], targets: [] };
  let list: string[] = [];
  for (const arg of args) {
    const { short, long, value } = OPTION.exec(arg)?.groups ?? {};
    if (short !== undefined || long !== undefined) {
      list = short === 'p' || long === 'project' ? found.projects : found.targets;
      list.push(...(value?.split(',') ?? []));
    } else if (arg.startsWith('-')) list = [];
    else list.push(...arg.split(','));
  }
  return found;
}

function isName(name: string): boolean {
  return NAME.test(name);
}
