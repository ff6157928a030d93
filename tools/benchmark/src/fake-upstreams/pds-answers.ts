import { CONFIDENTIALITY_SYSTEM, MEDIA_TYPES, SYSTEMS } from '@cdg/fhir';
import { patientOf, practiceCode } from '../patients.ts';
import type { Answer, FakeAnswer } from './serve-http.ts';

const PATIENT = /^\/personal-demographics\/FHIR\/R4\/Patient\/(\d{10})$/;
const TOKEN = { access_token: 'benchmark', expires_in: '599', token_type: 'Bearer', issued_at: '0' };

/** PDS and its token endpoint: any token will do, but there has to be one. */
export function createPdsAnswers(): Answer {
  return ({ target, head }) => {
    if (target === '/oauth2/token') return json(200, MEDIA_TYPES.json, JSON.stringify(TOKEN));
    const nhsNumber = PATIENT.exec(target)?.[1] ?? '';
    const patient = patientOf(nhsNumber);
    if (patient === undefined) return json(404, MEDIA_TYPES.fhirJson, '{}');
    if (!/\r\nauthorization: bearer benchmark\r?/i.test(head)) return json(401, MEDIA_TYPES.json, '{}');
    return json(200, MEDIA_TYPES.fhirJson, patientJson(nhsNumber, practiceCode(patient.practice)));
  };
}

function json(status: FakeAnswer['status'], contentType: string, text: string): FakeAnswer {
  return { status, contentType, body: [Buffer.from(text)] };
}

const [BEFORE_ID, BEFORE_NUMBER, BEFORE_PRACTICE, END] = JSON.stringify({
  resourceType: 'Patient',
  id: '@',
  identifier: [
    {
      system: SYSTEMS.nhsNumber,
      value: '@',
      extension: [
        {
          url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus',
          valueCodeableConcept: {
            coding: [
              {
                system: 'https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatus',
                version: '1.0.0',
                code: '01',
                display: 'Number present and verified',
              },
            ],
          },
        },
      ],
    },
  ],
  meta: { versionId: '2', security: [{ system: CONFIDENTIALITY_SYSTEM, code: 'U', display: 'unrestricted' }] },
  name: [{ id: 'n1', use: 'usual', period: { start: '1970-01-01' }, given: ['Synthetic'], family: 'Example' }],
  gender: 'unknown',
  birthDate: '1970-01-01',
  address: [
    { id: 'a1', use: 'home', period: { start: '2000-01-01' }, line: ['1 Example Street'], postalCode: 'ZZ99 3VZ' },
  ],
  telecom: [{ id: 't1', period: { start: '2000-01-01' }, system: 'phone', value: '01632 960000', use: 'home' }],
  generalPractitioner: [
    {
      id: 'g1',
      type: 'Organization',
      identifier: { system: SYSTEMS.odsCode, value: '@', period: { start: '2000-01-01' } },
    },
  ],
}).split('@');

function patientJson(nhsNumber: string, practice: string): string {
  return `${BEFORE_ID ?? ''}${nhsNumber}${BEFORE_NUMBER ?? ''}${nhsNumber}${BEFORE_PRACTICE ?? ''}${practice}${END ?? ''}`;
}
