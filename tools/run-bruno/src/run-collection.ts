import { runCommand } from '@cdg/child-processes';
import { reportFile, type Collection, type Variables } from './collections.ts';
import { nameChecksAfterRequests } from './name-checks.ts';

/** How scripts run, and what stops everything. */
export interface Run {
  /** Which of Bruno's sandboxes scripts run in: `safe`, as it opens a collection, or `developer`, many times quicker. */
  readonly sandbox: 'safe' | 'developer';
  readonly signal: AbortSignal;
}

export interface CollectionRun extends Run {
  /** Which of the collection's environments. */
  readonly environment: string;
  /** Variables over those of the environment. */
  readonly variables: Variables;
  readonly withoutTags?: readonly string[];
  /** Added to what scripts can read; for secrets, which must not stand in a command line. */
  readonly secrets?: Variables;
  /** Headers that reports leave out, besides tokens and API keys. */
  readonly secretHeaders?: readonly string[];
  /** Pay heed to the proxy settings of this machine. */
  readonly throughProxy?: boolean;
  /** Files for TLS: the authority of the server's certificate, and a list of client certificates in Bruno's own form. */
  readonly tls?: { readonly authority?: string | undefined; readonly clientCertificates?: string | undefined };
}

/** Runs a collection with the Bruno CLI, which writes its reports and prints as it goes; answers its exit status. */
export async function runCollection(collection: Collection, run: CollectionRun): Promise<number> {
  const status = await runCommand({
    command: ['bru', ...bruArguments(collection, run)],
    folder: collection.folder,
    environment: { ...run.secrets },
    signal: run.signal,
  });
  await nameChecksAfterRequests(reportFile(collection, 'xml'));
  return status;
}

/** The arguments of the Bruno CLI, called in the collection's folder. */
export function bruArguments(collection: Collection, run: CollectionRun): readonly string[] {
  const { environment, variables, sandbox, withoutTags = [], secretHeaders = [] } = run;
  const { throughProxy = false, tls = {} } = run;
  return [
    'run',
    ...['--env', environment, '--sandbox', sandbox],
    ...Object.entries(variables).flatMap(([name, value]) => ['--env-var', `${name}=${value}`]),
    ...(withoutTags.length === 0 ? [] : ['--exclude-tags', withoutTags.join(',')]),
    ...(throughProxy ? [] : ['--noproxy']),
    ...(tls.authority === undefined ? [] : ['--cacert', tls.authority, '--ignore-truststore']),
    ...(tls.clientCertificates === undefined ? [] : ['--client-cert-config', tls.clientCertificates]),
    ...['--reporter-junit', reportFile(collection, 'xml'), '--reporter-html', reportFile(collection, 'html')],
    ...['--reporter-skip-headers', 'Authorization', 'apikey', ...secretHeaders],
  ];
}
