import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const step = z.looseObject({
  uses: z.string().optional(),
  run: z.string().optional(),
  'continue-on-error': z.unknown().optional(),
});
const permissions = z.record(z.string(), z.string());
const job = z.looseObject({
  permissions: permissions.optional(),
  'timeout-minutes': z.number().optional(),
  'continue-on-error': z.unknown().optional(),
  steps: z.array(step),
});
const workflow = z.looseObject({
  permissions: permissions.optional(),
  concurrency: z.looseObject({ group: z.string() }).optional(),
  defaults: z.looseObject({ run: z.looseObject({ shell: z.string() }) }).optional(),
  jobs: z.record(z.string(), job),
});
const action = z.looseObject({ runs: z.looseObject({ steps: z.array(step) }) });

export type Step = z.infer<typeof step>;
export interface Workflow {
  readonly path: string;
  readonly text: string;
  /** Undefined for an action, whose caller sets limits and permissions. */
  readonly content: z.infer<typeof workflow> | undefined;
  readonly steps: readonly Step[];
}

/** Reads every workflow and action of the project. */
export function readWorkflows(root: string): readonly Workflow[] {
  const paths = globSync('.github/{workflows/*,actions/*/action}.{yml,yaml}', { cwd: root }).sort();
  return paths.map((path) => parseWorkflow(path, readFileSync(join(root, path), 'utf8')));
}

export function parseWorkflow(path: string, text: string): Workflow {
  const json: unknown = parse(text);
  if (path.includes('/actions/')) return { path, text, content: undefined, steps: action.parse(json).runs.steps };
  const content = workflow.parse(json);
  return { path, text, content, steps: Object.values(content.jobs).flatMap(({ steps }) => steps) };
}

/** The npm scripts of the workspace. */
export function scriptsOf(root: string): ReadonlySet<string> {
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  return new Set(Object.keys(scripts));
}
