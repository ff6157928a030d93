import { abortOnSignals, runCommand } from '@cdg/child-processes';
import { readAwsSchema } from './aws-schema.ts';
import { checkReferences } from './check-references.ts';
import { checkResources } from './check-resources.ts';
import { checkValues } from './check-values.ts';
import { POLICIES } from './policies.ts';
import { readInfrastructure } from './read-infrastructure.ts';
import { runCheckov } from './run-checkov.ts';
import { validateTypes } from './validate-types.ts';

/** `npm run terraform:check`: what can be known of the Terraform without its provider and without a cloud. */
const signal = abortOnSignals();
const schema = readAwsSchema();
const infrastructure = await readInfrastructure();
const { modules } = infrastructure;

const format = await runCommand({ command: ['terraform', 'fmt', '-check', '-recursive', 'infrastructure'], signal });
report('format', format === 0 ? [] : ['run: terraform fmt -recursive infrastructure']);
report(
  `arguments of the AWS provider ${schema.provider}`,
  modules.flatMap((one) => checkResources(one, schema)),
);
report('references and descriptions', modules.flatMap(checkReferences));
report('values of the environments', checkValues(infrastructure));
report('names and types', await validateTypes(signal));
for (const { rule, broken } of POLICIES) report(rule, broken(infrastructure));
report('general rules (checkov)', await runCheckov(signal));

function report(what: string, faults: readonly string[]): void {
  console.log(`${faults.length === 0 ? 'well ' : 'FAULT'}  ${what}`);
  for (const fault of faults) console.error(`       ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
}
