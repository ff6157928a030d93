import { words } from '../names.ts';

/** The statuses that an interaction can end with, and what openapi.yaml calls each answer. */
const ERRORS: readonly (readonly [number, string])[] = [
  [400, 'BadRequest'],
  [401, 'Unauthorized'],
  [403, 'Forbidden'],
  [404, 'NotFound'],
  [405, 'MethodNotAllowed'],
  [406, 'NotAcceptable'],
  [408, 'RequestTimeout'],
  [409, 'Conflict'],
  [413, 'PayloadTooLarge'],
  [415, 'UnsupportedMediaType'],
  [422, 'UnprocessableEntity'],
  [429, 'TooManyRequests'],
  [431, 'HeadersTooLarge'],
  [500, 'InternalServerError'],
  [502, 'BadGateway'],
  [503, 'ServiceUnavailable'],
  [504, 'GatewayTimeout'],
];

const HEADERS = ['SspTraceId', 'OdsFrom', 'XRequestId', 'XCorrelationId'];
const IDENTITY = ['EndUserOrganisation', 'RequestingPractitioner', 'RequestingSoftware', 'Cis2Uuid', 'Cis2Urid'];

/** A new interaction's place in openapi.yaml: as the structured record's, until its parameters are described. */
export function operationDescription(name: string, operation: string): string {
  return `  /patient/$${operation}:
    post:
      operationId: ${name}
      tags: [Structured record]
      summary: ${sentence(words(name))}
      description: |
        \`/Patient/$${operation}\` is the same operation, and \`%24\` may stand for \`$\`. The request is read, and refused,
        as that for the structured record is.
      parameters:
${[...HEADERS, ...IDENTITY].map((header) => `        - $ref: '#/components/parameters/${header}'`).join('\n')}
      requestBody:
        required: true
        content:
          application/fhir+json:
            schema: { $ref: '#/components/schemas/Parameters' }
            examples:
              patientOnly: { $ref: '#/components/examples/PatientOnly' }
          application/json:
            schema: { $ref: '#/components/schemas/Parameters' }
            examples:
              patientOnly: { $ref: '#/components/examples/PatientOnly' }
      responses:
        '200': { $ref: '#/components/responses/StructuredRecord' }
${ERRORS.map(([status, answer]) => `        '${status}': { $ref: '#/components/responses/${answer}' }`).join('\n')}

`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
