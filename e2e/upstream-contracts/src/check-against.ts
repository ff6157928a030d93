import { officialQuestions } from './official-questions.ts';
import { MALFORMED, WELL_FORMED_ROWS } from './scenario-rows.ts';
import { accessToken } from './support/ask-pds.ts';
import { askForRecord } from './support/ask-for-record.ts';
import { dialFault, reset } from './support/change-stub.ts';
import { DESCRIPTIONS } from './support/descriptions.ts';
import { EXAMPLE_PATIENT } from './support/example-patient.ts';
import { PDS_BASE, SDS_BASE, TOKEN_PATH } from './support/gateway-before.ts';
import { startProxiedFleet, violationsOf, type ProxiedFleet } from './support/proxied-fleet.ts';

export interface CheckAgainst {
  /** The descriptions' files. */
  readonly pds: string;
  readonly sds: string;
  readonly signal: AbortSignal;
  readonly print: (line: string) => void;
}

interface Check {
  readonly name: string;
  readonly expected: 'no violation' | 'a violation';
  /** The status that was answered. */
  readonly run: () => Promise<number>;
  readonly status: number;
}

const SHOWN_VIOLATIONS = 5;

/** Runs every check through Prism with these descriptions, prints what was found, and answers how many went wrong. */
export async function checkAgainst({ pds, sds, signal, print }: CheckAgainst): Promise<number> {
  const fleet = await startProxiedFleet({
    // Published without their base path, without the token endpoint, and not with every error there is.
    guard: (stubs) => ({
      pds: { description: pds, upstream: `${stubs.pds}${PDS_BASE}`, errorsIncomplete: true },
      sds: { description: sds, upstream: `${stubs.sds}${SDS_BASE}`, errorsIncomplete: true },
      provider: { description: DESCRIPTIONS.provider, upstream: stubs.provider },
    }),
    gatewayDescription: DESCRIPTIONS.gateway,
    services: (guarded, stubs) => ({ ...guarded, token: `${stubs.pds}${TOKEN_PATH}` }),
    signal,
  });
  try {
    let faults = 0;
    for (const check of await checksOf(fleet)) {
      if (signal.aborted) break;
      if (!(await isAsExpected(check, { fleet, print }))) faults += 1;
    }
    return faults;
  } finally {
    await fleet.stop();
  }
}

async function checksOf({ urls, stubs }: ProxiedFleet): Promise<readonly Check[]> {
  const ask = async (nhsNumber: string, odsFrom?: string) =>
    (await askForRecord(urls.gateway, { nhsNumber, odsFrom })).status;
  const token = await accessToken(stubs.pds);
  return [
    ...WELL_FORMED_ROWS.map(({ name, nhsNumber, odsFrom, status }) => ({
      ...{ name, status, expected: 'no violation' as const },
      run: () => ask(nhsNumber, odsFrom),
    })),
    ...officialQuestions({ ...urls, accessToken: token }).map(({ name, status, ask: question }) => ({
      ...{ name, status, expected: 'no violation' as const },
      run: async () => (await question()).status,
    })),
    ...(['pds', 'sds', 'provider'] as const).flatMap((service) =>
      MALFORMED.map((kind) => ({
        ...{ name: `hostile ${service}: ${kind}`, status: 502, expected: 'a violation' as const },
        run: async () => {
          await dialFault(stubs[service], { kind });
          return ask(EXAMPLE_PATIENT).finally(() => reset(stubs[service]));
        },
      })),
    ),
  ];
}

async function isAsExpected(
  { name, run, status, expected }: Check,
  { fleet, print }: { readonly fleet: ProxiedFleet; readonly print: CheckAgainst['print'] },
): Promise<boolean> {
  fleet.takeTraffic();
  const answered = await run();
  const violations = violationsOf(fleet.takeTraffic());
  const wellFound = violations.length > 0 === (expected === 'a violation');
  const isWell = wellFound && answered === status;
  print(`${isWell ? 'ok  ' : 'FAIL'} ${name}: ${answered}, ${violations.length === 0 ? 'no violation' : 'reported'}`);
  if (answered !== status) print(`       expected ${status}`);
  if (!wellFound)
    violations.slice(0, SHOWN_VIOLATIONS).forEach((violation) => {
      print(`       ${violation}`);
    });
  return isWell;
}
