import { abortOnSignals, runCommand, workspaceRoot } from '@cdg/child-processes';
import { buildActionlint, findActionlint } from './actionlint.ts';
import { checkWorkflow } from './check-workflow.ts';
import { readWorkflows, scriptsOf } from './read-workflows.ts';

/** `npm run workflows:check`: actionlint, and the rules of this project. */
const signal = abortOnSignals();
const scripts = scriptsOf(workspaceRoot);
const workflows = readWorkflows(workspaceRoot);
const faults = workflows.flatMap((workflow) => checkWorkflow(workflow, scripts));
for (const fault of faults) console.error(fault);
const linter = findActionlint() ?? buildActionlint();
const status = await runCommand({ command: [linter, '-color'], signal });
console.log(
  `${workflows.length} workflows and actions: ${faults.length} faults of our rules, actionlint ended with ${status}`,
);
process.exitCode = status === 0 && faults.length === 0 ? 0 : 1;
