import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { workspaceRoot } from '@cdg/child-processes';
import { runSchemathesis, type Schemathesis } from '@cdg/schemathesis';
import type { Address } from './address.ts';
import type { Api } from './apis/api.ts';
import { exclusionsOf, type Exclusion } from './exclusions.ts';
import { readDescription, type Operation } from './read-description.ts';
import { readTally, type Tally } from './tally.ts';

export interface Effort {
  /** Generated requests for each operation that answers with FHIR, and for each other one. */
  readonly fhirExamples: number;
  readonly examples: number;
  readonly seed: number;
}

export interface FuzzSetting {
  readonly schemathesis: Schemathesis;
  readonly effort: Effort;
  readonly exclusions: readonly Exclusion[];
  readonly addresses: Readonly<Partial<Record<Api['name'], Address>>>;
  /** None where no API takes credentials. */
  readonly credentialsUrl: string | undefined;
  /** An ignored folder that only this run uses. */
  readonly scratch: string;
  readonly signal: AbortSignal;
}

/** What came of fuzzing one API. */
export interface Outcome {
  readonly api: Api['name'];
  readonly operations: readonly Operation[];
  /** 0 when Schemathesis found nothing. */
  readonly status: number;
  readonly seconds: number;
  readonly output: string;
  /** None when Schemathesis broke off. */
  readonly tally: Tally | undefined;
}

export const REPORTS = join(workspaceRoot, 'reports/fuzz');
const HOOKS = join(import.meta.dirname, '../hooks/hooks.py');
const MAX_OUTPUT_CHARACTERS = 200_000;

/** The JUnit file of the tests of an API, or of the suite's own rules. */
export function junitFileOf(name: Api['name'] | 'rules'): string {
  return join(REPORTS, `${name}.xml`);
}

/** Lets Schemathesis fuzz one API. @throws when it is not known where that is */
export async function fuzzApi(api: Api, setting: FuzzSetting): Promise<Outcome> {
  const operations = await readDescription(api.description);
  const address = setting.addresses[api.name];
  if (address === undefined) throw new Error(`Nobody knows where ${api.name} is`);
  const folder = join(setting.scratch, api.name);
  const tallyFile = join(folder, 'tally.json');
  await mkdir(folder, { recursive: true });
  let output = '';
  const startedAt = performance.now();
  const status = await runSchemathesis(setting.schemathesis, {
    description: api.description,
    url: address.url,
    ...(address.connection && { connection: address.connection }),
    hooksFile: HOOKS,
    folder,
    junitFile: junitFileOf(api.name),
    seed: setting.effort.seed,
    examples: setting.effort.examples,
    examplesFor: Object.fromEntries(
      operations.filter(({ fhir }) => fhir).map(({ id }) => [id, setting.effort.fhirExamples]),
    ),
    environment: { ...address.environment, FUZZ_FACTS: await writeFacts(api, setting, tallyFile) },
    signal: setting.signal,
    onOutput: (text) => {
      output = (output + text).slice(-MAX_OUTPUT_CHARACTERS);
    },
  });
  const seconds = (performance.now() - startedAt) / 1_000;
  await writeFile(join(REPORTS, `${api.name}.txt`), output);
  const tally = await readTally(tallyFile).catch(() => undefined);
  return { api: api.name, operations, status, seconds, output, tally };
}

async function writeFacts(api: Api, setting: FuzzSetting, tallyFile: string): Promise<string> {
  const file = join(dirname(tallyFile), 'facts.json');
  const facts = {
    api: api.name,
    formats: api.formats,
    parameterFormats: api.parameterFormats,
    schemaFormats: api.schemaFormats ?? {},
    relaxed: { parameters: {}, schemas: {}, ...api.relaxed },
    credentialHeader: api.credentialHeader ?? null,
    credentialsUrl: setting.credentialsUrl ?? null,
    serverName: setting.addresses[api.name]?.serverName ?? null,
    leftOut: api.leftOut ?? {},
    failingNhsNumbers: api.failingNhsNumbers ?? {},
    exclusions: exclusionsOf(api.name, setting.exclusions).map(({ id }) => id),
    tallyFile,
  };
  await writeFile(file, JSON.stringify(facts));
  return file;
}
