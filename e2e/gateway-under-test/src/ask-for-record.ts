import { randomUUID } from 'node:crypto';
import { ask, type Answer, type Question } from './ask.ts';
import { readDeployment, type Deployment } from './deployment.ts';

/** A Parameters body for a patient; more parameters may follow. */
export function parametersFor(nhsNumber: string, ...more: readonly object[]): string {
  const valueIdentifier = { system: 'https://fhir.nhs.uk/Id/nhs-number', value: nhsNumber };
  return JSON.stringify({
    resourceType: 'Parameters',
    parameter: [{ name: 'patientNHSNumber', valueIdentifier }, ...more],
  });
}

/** The headers of a well-formed request, and what else the gateway at `BASE_URL` wants of one (`EXTRA_HEADERS`). */
export function goodHeaders(): Record<string, string> {
  const extra = readDeployment(process.env)?.extraHeaders;
  return { ...extra, 'Content-Type': 'application/fhir+json', 'Ssp-TraceID': randomUUID(), 'ODS-from': 'S55555' };
}

/** Asks for everything in a patient's record, as a well-behaved consumer does. */
export function askFor(
  gateway: string | Deployment,
  nhsNumber: string,
  headers: Question['headers'] = {},
): Promise<Answer> {
  const body = parametersFor(nhsNumber, ...EVERY_AREA);
  return ask(gateway, { headers: { ...goodHeaders(), ...headers }, body });
}

/** Parameters that ask for every clinical area. */
export const EVERY_AREA: readonly object[] = [
  { name: 'includeAllergies', part: [{ name: 'includeResolvedAllergies', valueBoolean: true }] },
  ...['Medication', 'Consultations', 'Problems', 'Immunisations', 'UncategorisedData'].map(bare),
  ...['Investigations', 'Referrals', 'DiaryEntries'].map(bare),
];

function bare(area: string): object {
  return { name: `include${area}` };
}
