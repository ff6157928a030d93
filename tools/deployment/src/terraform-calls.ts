import { z } from 'zod';

/** Where an environment's Terraform stands, and what is its own. */
interface Place {
  readonly folder: string;
  /** What sets its variables, for the commands that take any. */
  readonly variables: readonly string[];
}

export interface TerraformCalls {
  readonly init: readonly string[];
  readonly call: readonly string[];
  /** The values that belong to the account, as Terraform takes them from the environment. */
  readonly environment: Readonly<Record<string, string>>;
}

const TAKES_VARIABLES = ['plan', 'apply', 'destroy', 'import', 'console'];
const USAGE = 'usage: npm run terraform -- dev|int|prod|preview/<branch> <command of Terraform> [arguments]';

const named = (error: string) => z.string({ error }).min(1, { error });

const settingsSchema = z.object({
  STATE_BUCKET: named('STATE_BUCKET must name the bucket of the Terraform state'),
  AWS_REGION: named('AWS_REGION must name the region of that bucket'),
  TERRAFORM_VARIABLES: z.string().default(''),
});

/**
 * The two calls of Terraform that run a command in an environment: state and values are always of the same one.
 *
 * @throws when the arguments or the settings are no use
 */
export function terraformCalls(
  [name = '', command = '', ...rest]: readonly string[],
  settings: Readonly<Record<string, string | undefined>>,
): TerraformCalls {
  const place = placeOf(name);
  if (place === undefined || command === '' || command.startsWith('-')) throw new Error(USAGE);
  const { data, error } = settingsSchema.safeParse(settings);
  if (error !== undefined) throw new Error(error.issues.map(({ message }) => message).join('\n'));
  const { STATE_BUCKET: bucket, AWS_REGION: region, TERRAFORM_VARIABLES: account } = data;
  const backend = { bucket, region, key: `clinical-data-gateway/${name}.tfstate` };
  const chdir = `-chdir=${place.folder}`;
  return {
    init: [
      ...[chdir, 'init', '-reconfigure', '-input=false'],
      ...Object.entries(backend).map(([setting, value]) => `-backend-config=${setting}=${value}`),
    ],
    call: [chdir, command, ...(TAKES_VARIABLES.includes(command) ? place.variables : []), ...rest],
    environment: variablesIn(account),
  };
}

function placeOf(name: string): Place | undefined {
  if (['dev', 'int', 'prod'].includes(name))
    return { folder: 'infrastructure/platform', variables: [`-var-file=../environments/${name}/${name}.tfvars`] };
  const { branch } = /^preview\/(?<branch>[a-z0-9-]+)$/.exec(name)?.groups ?? {};
  if (branch === undefined) return undefined;
  return { folder: 'infrastructure/environments/preview', variables: [`-var=branch=${branch}`] };
}

function variablesIn(json: string): Readonly<Record<string, string>> {
  const variables = z.record(z.string(), z.unknown()).parse(JSON.parse(json === '' ? '{}' : json));
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [
      `TF_VAR_${name}`,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}
