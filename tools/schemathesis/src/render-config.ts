import { join } from 'node:path';

export interface RunSettings {
  /** Python file with hooks. */
  readonly hooksFile: string;
  /** An ignored folder for the configuration and for what Schemathesis keeps while it runs. */
  readonly folder: string;
  readonly junitFile: string;
  readonly seed: number;
  /** Most generated requests for each operation that `examplesFor` does not name. */
  readonly examples: number;
  /** Most generated requests, by `operationId`. */
  readonly examplesFor: Readonly<Record<string, number>>;
  readonly connection?: Connection;
}

/** What reaching the service takes beside its address. */
export interface Connection {
  /** Sent with every request: the name of each header, and of the environment variable that holds its value. */
  readonly headers: Readonly<Record<string, string>>;
  /** PEM files, by absolute paths. */
  readonly certFile?: string | undefined;
  readonly keyFile?: string | undefined;
  readonly caFile?: string | undefined;
}

const REQUEST_TIMEOUT_S = 10;

/** The configuration of a run, as TOML: every check and every phase is on, positive and negative data alike. */
export function renderConfig(run: RunSettings): string {
  return [
    `hooks = ${text(run.hooksFile)}`,
    `seed = ${run.seed}`,
    'workers = 1',
    'continue-on-failure = true',
    'max-redirects = 0',
    `request-timeout = ${REQUEST_TIMEOUT_S}`,
    // How fast data are made says something about the machine, not about the API.
    'suppress-health-check = ["all"]',
    'checks = { enabled = true }',
    'phases.enabled = true',
    // Chains of requests along the links of a description; each is several requests.
    `phases.stateful = { max-steps = 3, generation = { max-examples = ${Math.ceil(run.examples / 2)} } }`,
    // Values out of earlier answers are the same few again and again.
    'phases.fuzzing.extra-data-sources = { responses = false }',
    // A description that cannot be tested well is a fault, too.
    'warnings = { fail-on = true }',
    // With a database, minimising what was found interesting takes most of the time and of the examples.
    `generation = { mode = "all", database = "none", max-examples = ${run.examples} }`,
    `cache = { directory = ${text(join(run.folder, 'cache'))} }`,
    `reports = { junit = { path = ${text(run.junitFile)} } }`,
    ...(run.connection === undefined ? [] : linesOf(run.connection)),
    ...Object.entries(run.examplesFor).flatMap(([operationId, examples]) => [
      '[[operations]]',
      `include-operation-id = ${text(operationId)}`,
      `generation = { max-examples = ${examples} }`,
    ]),
    '',
  ].join('\n');
}

function linesOf({ headers, certFile, keyFile, caFile }: Connection): readonly string[] {
  const entries = Object.entries(headers).map(([name, variable]) => `${text(name)} = ${text(`\${${variable}}`)}`);
  return [
    `headers = { ${entries.join(', ')} }`,
    ...(certFile === undefined ? [] : [`request-cert = ${text(certFile)}`]),
    ...(keyFile === undefined ? [] : [`request-cert-key = ${text(keyFile)}`]),
    ...(caFile === undefined ? [] : [`tls-verify = ${text(caFile)}`]),
  ];
}

/** JSON's notation of a string is one that TOML knows, too. */
function text(value: string): string {
  return JSON.stringify(value);
}
