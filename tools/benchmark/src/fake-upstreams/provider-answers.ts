import { MEDIA_TYPES } from '@cdg/fhir';
import { HANGING_PRACTICE, patientOf } from '../patients.ts';
import { recordFor } from './record.ts';
import type { Answer, FakeAnswer } from './serve-http.ts';

const TRACE_ID = /\r\nssp-traceid: *(\S+)/i;
const AUDIT_TOKEN = /\r\nauthorization: *bearer \S+\.\S+\./i;
const NHS_NUMBER = /"value"\s*:\s*"(\d{10})"/;
const FIRST_MEGABYTE = 1_048_576;

export interface ProviderSettings {
  /** Keeps the rest of a record of 50 MB back for this long, once its first megabyte is sent. */
  readonly pauseMs: number;
  readonly onFirstMegabyte: () => void;
}

/** The practices' systems, with or without the Spine Secure Proxy before them. */
export function createProviderAnswers({ pauseMs, onFirstMegabyte }: ProviderSettings): Answer {
  return ({ head, body }) => {
    const traceId = TRACE_ID.exec(head)?.[1];
    const nhsNumber = NHS_NUMBER.exec(body.toString('latin1'))?.[1] ?? '';
    const patient = patientOf(nhsNumber);
    if (patient === undefined || traceId === undefined || !AUDIT_TOKEN.test(head)) return refusal;
    if (patient.practice === HANGING_PRACTICE) return undefined;
    const answer: FakeAnswer = {
      status: 200,
      contentType: MEDIA_TYPES.fhirJson,
      body: recordFor(patient.size, { traceId, nhsNumber }),
    };
    const pause = { afterBytes: FIRST_MEGABYTE, ms: pauseMs, onPause: onFirstMegabyte };
    return patient.size === '50 MB' && pauseMs > 0 ? { ...answer, pause } : answer;
  };
}

const refusal: FakeAnswer = { status: 400, contentType: MEDIA_TYPES.fhirJson, body: [Buffer.from('{}')] };
