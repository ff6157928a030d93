/** A fault that somebody could make: one text of one file, put in the place of another. */
export interface Mutation {
  readonly name: string;
  /** What a consumer, a patient or an operator would suffer from. */
  readonly fault: string;
  /** From the root of the workspace. */
  readonly file: string;
  /** Occurs exactly once in the file. */
  readonly text: string;
  readonly replacement: string;
  /** What the names of tests about it have in common: a test that fails for another reason has not noticed it. */
  readonly about: RegExp;
}

const GATEWAY = 'apps/gateway/src';

/** Each must be noticed. Every mutated gateway still passes its type check, starts and serves a plain request. */
export const MUTATIONS: readonly Mutation[] = [
  {
    name: 'drop-trace-id-echo',
    fault: 'answers do not repeat Ssp-TraceID',
    file: `${GATEWAY}/requests/consumer-headers.ts`,
    text: "  ['Ssp-TraceID', 'ssp-traceid'],\n",
    replacement: '',
    about: /\bids\b|Ssp-TraceID/i,
  },
  {
    name: 'bad-nhs-number-500',
    fault: 'an NHS number with a wrong check digit is answered with 500',
    file: `${GATEWAY}/errors/error-rows.ts`,
    text: 'invalidNhsNumber: { status: 400,',
    replacement: 'invalidNhsNumber: { status: 500,',
    about: /check digit|NHS number|NhsNumber/i,
  },
  {
    name: 'omit-cache-control',
    fault: 'answers may be kept by caches',
    file: `${GATEWAY}/dispatch.ts`,
    text: "'Cache-Control': 'no-store', ",
    replacement: '',
    about: /kept|\bcache|every answer|contract/i,
  },
  {
    name: 'first-device',
    fault: "the ASID is that of SDS's first Device, whichever Endpoint it belongs to",
    file: `${GATEWAY}/call/3-find-systems-in-sds.ts`,
    text: '.filter((device) => samePartyKey(device.partyKey, partyKey))',
    replacement: '.filter((device) => device === devices[0])',
    about: /several systems|\bpair\b|Device|party key/i,
  },
  {
    name: 'no-wrong-patient-guard',
    fault: "another patient's record is handed on",
    file: `${GATEWAY}/call/record-guard.ts`,
    text: 'return numbers.length > 0 && numbers.every((number) => number === nhsNumber);',
    replacement: 'return numbers.length > 0;',
    about: /another patient|somebody else|other patient|not to be trusted/i,
  },
  {
    name: 'log-nhs-number',
    fault: 'each log line names the patient',
    file: `${GATEWAY}/telemetry/call-recorder.ts`,
    text: "    about: ({ consumerOds }) => {\n      known['ODS-from'] = consumerOds;\n",
    replacement:
      "    about: ({ consumerOds, nhsNumber }) => {\n      known['ODS-from'] = consumerOds;\n      known['NHS-number'] = nhsNumber;\n",
    about: /NHS number|log line|whose record|names the patient|fields/i,
  },
  {
    name: 'drop-required-field',
    fault: 'the API description lets a request leave out whose record is wanted',
    file: 'apps/gateway/openapi.yaml',
    text: 'required: [name, valueIdentifier]',
    replacement: 'required: [name]',
    about: /without|required|refuse/i,
  },
];
