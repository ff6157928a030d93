export interface BrunoRequest {
  readonly name: string;
  readonly seq: number;
  readonly path: string;
  readonly nhsNumber: string;
  /** Expression and value, such as `res.status` and `200`. */
  readonly assertions: readonly (readonly [string, string])[];
  readonly docs: string;
}

/** A request of the gateway's Bruno collection, as Bruno itself writes one. */
export function brunoRequest({ name, seq, path, nhsNumber, assertions, docs }: BrunoRequest): string {
  return `info:
  name: ${JSON.stringify(name)}
  type: http
  seq: ${seq}

http:
  method: POST
  url: "{{baseUrl}}${path}"
  headers:
    - name: Content-Type
      value: application/fhir+json
    - name: Accept
      value: application/fhir+json
    - name: Ssp-TraceID
      value: "{{$randomUUID}}"
    - name: ODS-from
      value: "{{consumer}}"
  body:
    type: json
    data: |-
      {
        "resourceType": "Parameters",
        "parameter": [
          {
            "name": "patientNHSNumber",
            "valueIdentifier": { "system": "https://fhir.nhs.uk/Id/nhs-number", "value": "${nhsNumber}" }
          }
        ]
      }

runtime:
  assertions:
${assertions.map(asAssertion).join('\n')}

settings:
  encodeUrl: true
  timeout: 30000
  followRedirects: false
  maxRedirects: 5
  forwardAuthorizationHeader: true

docs: ${JSON.stringify(docs)}
`;
}

function asAssertion([expression, value]: readonly [string, string]): string {
  return `    - expression: ${expression}\n      operator: eq\n      value: ${JSON.stringify(value)}`;
}
