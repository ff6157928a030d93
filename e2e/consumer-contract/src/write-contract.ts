import { join } from 'node:path';
import { MatchersV3, PactV4 } from '@pact-foundation/pact';
import { workspaceRoot } from '@cdg/child-processes';
import type { Expectation } from './expectations.ts';
import { askForAllergies, parametersFor, RecordRefused } from './record-client.ts';

export const CONSUMER = 'hospital-system';
export const PROVIDER = 'clinical-data-gateway';

/** Where the contract is written: made anew each time, and so never committed. */
export const CONTRACT_FOLDER = join(workspaceRoot, 'reports/pacts');
export const CONTRACT_FILE = join(CONTRACT_FOLDER, `${CONSUMER}-${PROVIDER}.json`);

/** Names of headers and of FHIR's media type are compared as they stand, what follows the media type is not. */
const FHIR_JSON = MatchersV3.regex('application/fhir\\+json.*', 'application/fhir+json;charset=utf-8');

/**
 * Lets the consumer ask a stand-in that answers as it expects. When the consumer has asked as agreed, the expectation is
 * written into the contract.
 *
 * @returns what the consumer made of the answer
 */
export async function agreeOn({ description, state, question, answer }: Expectation): Promise<unknown> {
  const contract = new PactV4({ consumer: CONSUMER, provider: PROVIDER, dir: CONTRACT_FOLDER, logLevel: 'warn' });
  const interaction = contract.addInteraction();
  if (state !== undefined) interaction.given(state, { nhsNumber: question.nhsNumber });
  return interaction
    .uponReceiving(description)
    .withRequest('POST', '/patient/$gpc.getstructuredrecord', (request) => {
      request.headers({
        'Content-Type': 'application/fhir+json',
        Accept: 'application/fhir+json',
        'Ssp-TraceID': question.traceId,
        'ODS-from': question.organisation,
      });
      request.jsonBody(parametersFor(question.nhsNumber));
    })
    .willRespondWith(answer.status, (response) => {
      response.headers({ 'Content-Type': FHIR_JSON, ...answer.headers });
      response.jsonBody(answer.body);
    })
    .executeTest(({ url }) => askForAllergies(url, question).catch(refusalOf));
}

function refusalOf(error: unknown) {
  if (!(error instanceof RecordRefused)) throw error;
  const { status, code, retryAfterSeconds } = error;
  return { status, code, retryAfterSeconds };
}
