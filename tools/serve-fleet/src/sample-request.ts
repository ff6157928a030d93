import { CONSUMERS, SCENARIO_PATIENTS } from '@cdg/test-data';

export interface SampleRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const area = (name: string, ...part: readonly object[]) => (part.length === 0 ? { name } : { name, part });

/** Asks for the whole record, every clinical area, of the patient whose record has them all. */
export function sampleRequest({ gatewayUrl, traceId }: { gatewayUrl: string; traceId: string }): SampleRequest {
  return {
    url: `${gatewayUrl}/patient/$gpc.getstructuredrecord`,
    headers: {
      'Content-Type': 'application/fhir+json',
      Accept: 'application/fhir+json',
      'Ssp-TraceID': traceId,
      'ODS-from': CONSUMERS.main.odsCode,
    },
    body: JSON.stringify({
      resourceType: 'Parameters',
      parameter: [
        {
          name: 'patientNHSNumber',
          valueIdentifier: { system: 'https://fhir.nhs.uk/Id/nhs-number', value: SCENARIO_PATIENTS.fullRecord },
        },
        area('includeAllergies', { name: 'includeResolvedAllergies', valueBoolean: true }),
        area('includeMedication', { name: 'includePrescriptionIssues', valueBoolean: true }),
        ...['Consultations', 'Problems', 'Immunisations', 'UncategorisedData'].map((name) => area(`include${name}`)),
        ...['Investigations', 'Referrals', 'DiaryEntries'].map((name) => area(`include${name}`)),
      ],
    }),
  };
}

/** The same request as a command for a POSIX shell. */
export function curlCommand({ url, headers, body }: SampleRequest): string {
  const options = Object.entries(headers).map(([name, value]) => `-H '${name}: ${value}'`);
  return ['curl -sS', ...options, `-d '${body}'`, `'${url}'`].join(' \\\n    ');
}
