import type { Step, Workflow } from './read-workflows.ts';

const PINNED = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/;
const PINNED_WITH_VERSION = /uses: +\S+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
const NPM_SCRIPT = /\bnpm (?:run (?:-s )?(?<run>[\w:.-]+)|(?<short>test)\b)/g;
/** Ways in which a command's failure goes unseen. */
const HIDES_FAILURE = /\|\|\s*(?:true|:|exit 0|echo)|set \+e|\bexit 0\b|\becho [^|;&]*\$\(/;
const EXPRESSION = '${{';

/** What is wrong with a workflow by our rules; actionlint knows GitHub's. */
export function checkWorkflow(workflow: Workflow, scripts: ReadonlySet<string>): readonly string[] {
  const faults = [
    ...checkLimits(workflow),
    ...workflow.steps.flatMap((step) => checkStep(step, scripts)),
    ...workflow.text
      .split('\n')
      .filter((line) => /uses: +[^.\s]/.test(line) && !PINNED_WITH_VERSION.test(line))
      .map((line) => `no version behind the commit: ${line.trim()}`),
  ];
  return faults.map((fault) => `${workflow.path}: ${fault}`);
}

function checkLimits({ content }: Workflow): readonly string[] {
  if (content === undefined) return [];
  const jobs = Object.entries(content.jobs);
  return [
    ...(content.permissions?.contents === 'read' && Object.keys(content.permissions).length === 1
      ? []
      : ['permissions must be "contents: read", and more only for the job that needs it']),
    ...(content.concurrency === undefined ? ['no concurrency group'] : []),
    ...(content.defaults?.run.shell === 'bash' ? [] : ['runs without pipefail: set defaults.run.shell to bash']),
    ...jobs.filter(([, job]) => job['timeout-minutes'] === undefined).map(([name]) => `job ${name} has no time limit`),
    ...jobs.filter(([, job]) => job['continue-on-error'] !== undefined).map(([name]) => `job ${name} cannot fail`),
  ];
}

function checkStep(step: Step, scripts: ReadonlySet<string>): readonly string[] {
  const { uses, run = '' } = step;
  const asked = [...run.matchAll(NPM_SCRIPT)].map(({ groups }) => groups?.run ?? groups?.short ?? '');
  return [
    ...(uses === undefined || uses.startsWith('./') || PINNED.test(uses) ? [] : [`not pinned to a commit: ${uses}`]),
    ...asked.filter((script) => !scripts.has(script)).map((script) => `there is no npm script "${script}"`),
    ...(step['continue-on-error'] !== undefined || HIDES_FAILURE.test(run) ? [`a step cannot fail: ${run}`] : []),
    ...(/(?<!\\)\n./.test(run.trim()) ? [`several commands, which would be one as an npm script: ${run}`] : []),
    // What somebody else has written must not become a command: it goes through the environment.
    ...(run.includes(EXPRESSION) ? [`an expression inside a script: ${run}`] : []),
  ];
}
