import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect } from '@jest/globals';
import { parametersFor } from '@cdg/gateway-under-test';
import type { Steps } from '../gherkin/step-book.ts';
import { lookUp } from '../look-up.ts';
import { PEOPLE } from '../people.ts';
import { draftFor, latest, send, type World } from '../world.ts';

const SOON_MS = 3_000;
const SYSTEM = 'https://fhir.nhs.uk/Id/nhs-number';

/** Bodies that are wrong, in the words of the features. */
export const BODY_FAULTS: Readonly<Record<string, (nhsNumber: string) => string | Uint8Array>> = {
  empty: () => '',
  'not JSON': () => '{"resourceType":',
  'a Patient instead of Parameters': () => '{"resourceType":"Patient","parameter":[{"name":"x"}]}',
  'an empty list of parameters': () => '{"resourceType":"Parameters","parameter":[]}',
  'nested 33 levels deep': (number) => parametersFor(number, { name: 'deep', extension: nested(30) }),
  "naming the NHS number's value twice": (number) =>
    parametersFor(number).replace(
      '"value":',
      `"value":"${lookUp(PEOPLE, 'a patient with nothing on record')}","value":`,
    ),
  'larger than 64 KiB': (number) => parametersFor(number, { name: 'x', valueString: 'x'.repeat(65_536) }),
};

/** Ways in which the NHS number is wrong, in the words of the features. */
export const NUMBER_FAULTS: Readonly<Record<string, (nhsNumber: string) => string>> = {
  'left out': () => parameters({ name: 'includeMedication' }),
  'given twice': (number) => parametersFor(number, numbered({ valueIdentifier: { system: SYSTEM, value: number } })),
  'given as text': (number) => parameters(numbered({ valueString: number })),
  'given as a local number': (number) =>
    parameters(numbered({ valueIdentifier: { system: 'https://hospital.example/Id/local-number', value: number } })),
  'one digit short': (number) => parametersFor(number.slice(0, -1)),
  'mistyped in one digit': (number) => parametersFor(number.replace(/.$/, '8')),
  'written with spaces': (number) => parametersFor(number.replace(/^(...)(...)/, '$1 $2 ')),
};

/** What a request may ask for that a practice refuses, in the words of the features. */
export const REFUSED_PARTS: Readonly<Record<string, object>> = {
  'allergies, without saying whether ended ones belong': { name: 'includeAllergies' },
  'medication since the end of the century': {
    name: 'includeMedication',
    part: [{ name: 'medicationSearchFromDate', valueDate: '2099-12-31' }],
  },
  'problems that are "perhaps" active': {
    name: 'includeProblems',
    part: [{ name: 'filterStatus', valueCode: 'perhaps' }],
  },
};

/** A tester takes a good request and changes one thing about it. */
export const SPOILING_A_REQUEST: Steps<World> = {
  "a good request for Alice Jones's record": (world) => {
    world.nhsNumber = lookUp(PEOPLE, 'Alice Jones, who has a full record');
    world.draft = draftFor(world.nhsNumber);
  },
  'nothing is wrong with it': () => undefined,
  'its method is {word}': ({ draft }, method) => {
    draft.method = method;
  },
  'its path is {string}': ({ draft }, path) => {
    draft.path = path;
  },
  'it has no header {word}': ({ draft }, name) => {
    draft.headers[name] = undefined;
  },
  'its header {word} is {string}': ({ draft }, name, value) => {
    draft.headers[name] = value;
  },
  'its header {word} is a new UUID': ({ draft }, name) => {
    draft.headers[name] = randomUUID();
  },
  'its header {word} has {int} characters': ({ draft }, name, count) => {
    draft.headers[name] = 'x'.repeat(Number(count));
  },
  'its body is {bodyFault}': ({ draft, nhsNumber }, fault) => {
    draft.body = lookUp(BODY_FAULTS, fault)(nhsNumber);
  },
  'its body is compressed': ({ draft }) => {
    draft.headers['Content-Encoding'] = 'gzip';
    draft.body = gzipSync(draft.body);
  },
  'its NHS number is {numberFault}': ({ draft, nhsNumber }, fault) => {
    draft.body = lookUp(NUMBER_FAULTS, fault)(nhsNumber);
  },
  'it asks for {refusedPart}': ({ draft, nhsNumber }, part) => {
    draft.body = parametersFor(nhsNumber, lookUp(REFUSED_PARTS, part));
  },
  'the request is sent': send,
  // A look-up that was under way when the service failed may still be waited for.
  'the request is soon answered as usual': async (world) => {
    const deadline = Date.now() + SOON_MS;
    do await send(world);
    while (latest(world).answer.status !== 200 && Date.now() < deadline);
    expect(latest(world).answer.status).toBe(200);
  },
  'the request is sent again, accepting gzip': (world) => {
    world.draft.headers['Accept-Encoding'] = 'gzip';
    return send(world);
  },
};

const numbered = (parameter: object) => ({ name: 'patientNHSNumber', ...parameter });
const parameters = (...parameter: readonly object[]) => JSON.stringify({ resourceType: 'Parameters', parameter });

function nested(levels: number): unknown {
  return levels === 0 ? 1 : [nested(levels - 1)];
}
