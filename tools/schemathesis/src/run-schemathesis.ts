import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runCommand } from '@cdg/child-processes';
import { renderConfig, type RunSettings } from './render-config.ts';
import type { Schemathesis } from './schemathesis.ts';

export interface FuzzRun extends RunSettings {
  /** OpenAPI description. */
  readonly description: string;
  /** Where the service described is. */
  readonly url: string;
  /** For the hooks. */
  readonly environment: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly onOutput: (text: string) => void;
}

/**
 * Lets Schemathesis test a service by its description, and answers the exit status: 0 when it found nothing, 1 when it
 * found something. Everything it writes goes to the folder and to the JUnit file.
 */
export async function runSchemathesis(schemathesis: Schemathesis, run: FuzzRun): Promise<number> {
  const configFile = join(run.folder, 'schemathesis.toml');
  await mkdir(run.folder, { recursive: true });
  await mkdir(dirname(run.junitFile), { recursive: true });
  await writeFile(configFile, renderConfig(run));
  const invocation = schemathesis.commandFor({
    args: ['--config-file', configFile, '--no-color', 'run', run.description, '--url', run.url],
    environment: {
      ...run.environment,
      ...NO_BYTECODE,
      ...(run.connection === undefined ? LOOPBACK_ONLY : {}),
      HYPOTHESIS_STORAGE_DIRECTORY: join(run.folder, 'hypothesis'),
    },
    files: [run.connection?.certFile, run.connection?.keyFile, run.connection?.caFile].filter(
      (file) => file !== undefined,
    ),
  });
  return runCommand({ ...invocation, signal: run.signal, onOutput: run.onOutput });
}

/** The hooks stand in the work tree. */
const NO_BYTECODE = { PYTHONDONTWRITEBYTECODE: '1' };

/** Whatever proxy this machine uses, the fleet is not behind it. */
const LOOPBACK_ONLY = { HTTP_PROXY: '', http_proxy: '', NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1' };
