import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { abortOnSignals, runCommand, workspaceRoot } from '@cdg/child-processes';
import { APIM, gatewayDescription, proxyTemplate } from './files.ts';
import { mergeDescription } from './merge-description.ts';

/** `npm run apim:spec`: writes the description that the API platform gets, one for each of its environments, and lints it. */
const template = proxyTemplate();
const folder = join(APIM, 'dist');
mkdirSync(folder, { recursive: true });

const files = Object.keys(template.environments).map((environment) => {
  const file = join(folder, `${environment}.json`);
  const merged = mergeDescription(gatewayDescription(), template, environment);
  writeFileSync(file, `${JSON.stringify(merged, null, 2)}\n`);
  return relative(workspaceRoot, file);
});

process.exitCode = await runCommand({
  command: ['redocly', 'lint', '--config', 'infrastructure/apim/redocly.yaml', ...files],
  environment: { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
  signal: abortOnSignals(),
});
