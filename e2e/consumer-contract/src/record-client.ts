import { z } from 'zod';

/** What a consumer asks. */
export interface AllergyQuestion {
  readonly nhsNumber: string;
  readonly traceId: string;
  /** ODS code of the organisation that asks. */
  readonly organisation: string;
}

export interface KnownAllergies {
  readonly nhsNumber: string;
  readonly allergies: readonly string[];
}

/** The gateway has refused: what a consumer decides by. */
export class RecordRefused extends Error {
  override readonly name = 'RecordRefused';
  readonly status: number;
  readonly code: string;
  readonly retryAfterSeconds: number | undefined;

  constructor({ status, code, retryAfterSeconds }: Pick<RecordRefused, 'status' | 'code' | 'retryAfterSeconds'>) {
    super(`${status} ${code}`);
    this.status = status;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

const NHS_NUMBER = 'https://fhir.nhs.uk/Id/nhs-number';

const resource = z.looseObject({ resourceType: z.string() });
const patient = z.looseObject({
  resourceType: z.literal('Patient'),
  identifier: z.array(z.looseObject({ system: z.string(), value: z.string() })),
});
const allergy = z.looseObject({
  resourceType: z.literal('AllergyIntolerance'),
  code: z.looseObject({ coding: z.array(z.looseObject({ display: z.string() })) }),
});
const bundle = z.looseObject({ id: z.string(), entry: z.array(z.looseObject({ resource })) });
const outcome = z.looseObject({
  resourceType: z.literal('OperationOutcome'),
  issue: z.tuple([
    z.looseObject({ details: z.looseObject({ coding: z.tuple([z.looseObject({ code: z.string() })]) }) }),
  ]),
});

/**
 * A small consumer, as a hospital's system could have it: which allergies does the patient's practice know?
 *
 * @throws RecordRefused when the gateway says no; Error when it answers something else than was agreed
 */
export async function askForAllergies(baseUrl: string, question: AllergyQuestion): Promise<KnownAllergies> {
  const response = await fetch(`${baseUrl}/patient/$gpc.getstructuredrecord`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/fhir+json',
      Accept: 'application/fhir+json',
      'Ssp-TraceID': question.traceId,
      'ODS-from': question.organisation,
    },
    body: JSON.stringify(parametersFor(question.nhsNumber)),
  });
  const body: unknown = await response.json();
  if (response.status !== 200) throw refusal(response, body);
  return readAllergies(body, question.traceId);
}

/** The question as FHIR Parameters: allergies, those that have ended included. */
export function parametersFor(nhsNumber: string) {
  return {
    resourceType: 'Parameters',
    parameter: [
      { name: 'patientNHSNumber', valueIdentifier: { system: NHS_NUMBER, value: nhsNumber } },
      { name: 'includeAllergies', part: [{ name: 'includeResolvedAllergies', valueBoolean: true }] },
    ],
  };
}

function readAllergies(body: unknown, traceId: string): KnownAllergies {
  const { id, entry } = bundle.parse(body);
  if (id !== traceId) throw new Error('this record was asked for by somebody else');
  const resources = entry.map((one) => one.resource);
  const number = resources
    .flatMap((one) => patient.safeParse(one).data?.identifier ?? [])
    .find(({ system }) => system === NHS_NUMBER);
  if (number === undefined) throw new Error('nobody says whose record this is');
  return {
    nhsNumber: number.value,
    allergies: resources.flatMap((one) => allergy.safeParse(one).data?.code.coding[0]?.display ?? []),
  };
}

function refusal(response: Response, body: unknown): RecordRefused {
  const [issue] = outcome.parse(body).issue;
  const retryAfter = response.headers.get('Retry-After');
  return new RecordRefused({
    status: response.status,
    code: issue.details.coding[0].code,
    retryAfterSeconds: retryAfter === null ? undefined : Number(retryAfter),
  });
}
