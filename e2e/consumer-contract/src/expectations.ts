import { MatchersV3 } from '@pact-foundation/pact';
import { CONSUMERS, SCENARIO_PATIENTS } from '@cdg/test-data';
import type { AllergyQuestion, KnownAllergies, RecordRefused } from './record-client.ts';

const { arrayContaining, eachLike, equal, like, regex, uuid } = MatchersV3;

/** What has to be so at the services behind the gateway (provider states). */
export type StateName =
  | 'the practice has allergies of the patient on record'
  | 'PDS does not know the patient'
  | 'the patient does not agree to sharing the record'
  | "the patient's practice is not in SDS for GP Connect"
  | "the patient's practice has switched GP Connect off"
  | 'PDS is too busy'
  | "the practice's system does not answer";

/** One thing that the consumer relies on. */
export interface Expectation {
  readonly description: string;
  readonly state?: StateName;
  readonly question: AllergyQuestion;
  readonly answer: { readonly status: number; readonly headers?: Headers; readonly body: object };
  /** What the consumer makes of the answer. */
  readonly understood: KnownAllergies | Pick<RecordRefused, 'status' | 'code' | 'retryAfterSeconds'>;
}

type Headers = Readonly<Record<string, string | ReturnType<typeof regex>>>;

const NHS_NUMBER = SCENARIO_PATIENTS.fullRecord;
const TRACE_ID = '2f1c6c0e-4c1b-4d3a-9a53-6f1a2d7c9b10';
const QUESTION: AllergyQuestion = {
  nhsNumber: NHS_NUMBER,
  traceId: TRACE_ID,
  organisation: CONSUMERS.main.odsCode,
};

/** The record: how many resources there are, and in which order, is the practice's affair. */
const record = {
  resourceType: 'Bundle',
  id: equal(TRACE_ID),
  type: 'collection',
  entry: arrayContaining(
    {
      resource: {
        resourceType: 'Patient',
        identifier: arrayContaining({ system: 'https://fhir.nhs.uk/Id/nhs-number', value: NHS_NUMBER }),
      },
    },
    { resource: { resourceType: 'List', title: 'Allergies and adverse reactions', status: 'current' } },
    {
      resource: {
        resourceType: 'AllergyIntolerance',
        clinicalStatus: regex('active|resolved', 'active'),
        code: {
          coding: eachLike({
            system: like('http://snomed.info/sct'),
            code: like('91936005'),
            display: like('Penicillin'),
          }),
        },
      },
    },
  ),
};

/** A refusal: the consumer decides by status and code, and shows the explanation as it is. */
function refusal(status: number, code: string, headers: Headers = {}): Pick<Expectation, 'answer' | 'understood'> {
  const body = {
    resourceType: 'OperationOutcome',
    issue: [
      {
        severity: 'error',
        code: like('not-found'),
        details: {
          coding: [
            {
              system: 'https://fhir.nhs.uk/STU3/CodeSystem/Spine-ErrorOrWarningCode-1',
              code: equal(code),
              display: like('In words'),
            },
          ],
        },
        diagnostics: like('What is wrong'),
      },
    ],
  };
  const retryAfterSeconds = 'Retry-After' in headers ? 5 : undefined;
  return { answer: { status, headers, body }, understood: { status, code, retryAfterSeconds } };
}

/** Everything that the consumer relies on. */
export const EXPECTATIONS: readonly Expectation[] = [
  {
    description: 'a request for the allergies of a patient',
    state: 'the practice has allergies of the patient on record',
    question: QUESTION,
    answer: {
      status: 200,
      headers: { 'Ssp-TraceID': uuid(TRACE_ID), 'Cache-Control': 'no-store' },
      body: record,
    },
    understood: { nhsNumber: NHS_NUMBER, allergies: ['Penicillin'] },
  },
  {
    description: 'a request for a patient who is not found',
    state: 'PDS does not know the patient',
    question: QUESTION,
    ...refusal(404, 'PATIENT_NOT_FOUND'),
  },
  {
    description: 'a request for a patient who does not agree to sharing',
    state: 'the patient does not agree to sharing the record',
    question: QUESTION,
    ...refusal(403, 'NO_PATIENT_CONSENT'),
  },
  {
    description: 'a request for a patient whose practice is not enabled for GP Connect',
    state: "the patient's practice is not in SDS for GP Connect",
    question: QUESTION,
    ...refusal(404, 'ORGANISATION_NOT_FOUND'),
  },
  {
    description: 'a request for a patient whose practice has switched GP Connect off',
    state: "the patient's practice has switched GP Connect off",
    question: QUESTION,
    ...refusal(403, 'ACCESS DENIED'),
  },
  {
    description: 'a request with a mistyped NHS number',
    question: { ...QUESTION, nhsNumber: '9999999998' },
    ...refusal(400, 'INVALID_NHS_NUMBER'),
  },
  {
    description: 'a request with a trace id that is no UUID',
    question: { ...QUESTION, traceId: 'one' },
    ...refusal(400, 'BAD_REQUEST'),
  },
  {
    description: 'a request by an organisation that is not set up',
    question: { ...QUESTION, organisation: 'X99999' },
    ...refusal(404, 'ORGANISATION_NOT_FOUND'),
  },
  {
    description: 'a request while PDS is too busy',
    state: 'PDS is too busy',
    question: QUESTION,
    ...refusal(503, 'INTERNAL_SERVER_ERROR', { 'Retry-After': regex('\\d+', '5') }),
  },
  {
    description: "a request while the practice's system does not answer",
    state: "the practice's system does not answer",
    question: QUESTION,
    ...refusal(504, 'INTERNAL_SERVER_ERROR'),
  },
];
