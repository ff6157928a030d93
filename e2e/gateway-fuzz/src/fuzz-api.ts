import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { workspaceRoot } from '@cdg/child-processes';
import { runSchemathesis, type Schemathesis } from '@cdg/schemathesis';
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
  readonly urls: Readonly<Record<Api['name'], string>>;
  readonly credentialsUrl: string;
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

const REPORTS = join(workspaceRoot, 'reports/fuzz');
const SCRATCH = join(workspaceRoot, '.cache/schemathesis/runs');
const HOOKS = join(import.meta.dirname, '../hooks/hooks.py');
const MAX_OUTPUT_CHARACTERS = 200_000;

/** The JUnit file of the tests of an API, or of the suite's own rules. */
export function junitFileOf(name: Api['name'] | 'rules'): string {
  return join(REPORTS, `${name}.xml`);
}

/** Lets Schemathesis fuzz one API of the fleet. */
export async function fuzzApi(api: Api, setting: FuzzSetting): Promise<Outcome> {
  const operations = await readDescription(api.description);
  const folder = join(SCRATCH, api.name);
  const tallyFile = join(folder, 'tally.json');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  let output = '';
  const startedAt = performance.now();
  const status = await runSchemathesis(setting.schemathesis, {
    description: api.description,
    url: setting.urls[api.name],
    hooksFile: HOOKS,
    folder,
    junitFile: junitFileOf(api.name),
    seed: setting.effort.seed,
    examples: setting.effort.examples,
    examplesFor: Object.fromEntries(
      operations.filter(({ fhir }) => fhir).map(({ id }) => [id, setting.effort.fhirExamples]),
    ),
    environment: { FUZZ_FACTS: await writeFacts(api, setting, tallyFile) },
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

async function writeFacts(api: Api, { exclusions, credentialsUrl }: FuzzSetting, tallyFile: string): Promise<string> {
  const file = join(dirname(tallyFile), 'facts.json');
  const facts = {
    api: api.name,
    formats: api.formats,
    parameterFormats: api.parameterFormats,
    schemaFormats: api.schemaFormats ?? {},
    relaxed: { parameters: {}, schemas: {}, ...api.relaxed },
    credentialHeader: api.credentialHeader ?? null,
    credentialsUrl,
    leftOut: api.leftOut ?? {},
    failingNhsNumbers: api.failingNhsNumbers ?? {},
    exclusions: exclusionsOf(api.name, exclusions).map(({ id }) => id),
    tallyFile,
  };
  await writeFile(file, JSON.stringify(facts));
  return file;
}
