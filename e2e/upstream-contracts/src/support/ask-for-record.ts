import { randomUUID } from 'node:crypto';

export interface RecordAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const LIMIT_MS = 30_000;
const AREAS = ['Medication', 'Consultations', 'Problems', 'Immunisations', 'UncategorisedData'];
const MORE_AREAS = ['Investigations', 'Referrals', 'DiaryEntries'];

/** Asks a gateway for everything in a patient's record, as a consumer does. */
export async function askForRecord(
  gatewayUrl: string,
  { nhsNumber, odsFrom = 'S55555' }: { readonly nhsNumber: string; readonly odsFrom?: string | undefined },
): Promise<RecordAnswer> {
  const response = await fetch(`${gatewayUrl}/patient/$gpc.getstructuredrecord`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/fhir+json', 'Ssp-TraceID': randomUUID(), 'ODS-from': odsFrom },
    body: everythingOf(nhsNumber),
    signal: AbortSignal.timeout(LIMIT_MS),
  });
  return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
}

function everythingOf(nhsNumber: string): string {
  return JSON.stringify({
    resourceType: 'Parameters',
    parameter: [
      { name: 'patientNHSNumber', valueIdentifier: { system: 'https://fhir.nhs.uk/Id/nhs-number', value: nhsNumber } },
      { name: 'includeAllergies', part: [{ name: 'includeResolvedAllergies', valueBoolean: true }] },
      ...[...AREAS, ...MORE_AREAS].map((area) => ({ name: `include${area}` })),
    ],
  });
}
