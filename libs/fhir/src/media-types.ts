/** Media types of FHIR and of the services around it, without parameters. */
export const MEDIA_TYPES = {
  fhirJson: 'application/fhir+json',
  fhirXml: 'application/fhir+xml',
  /** FHIR JSON before STU3; some practices' systems still answer with it. */
  olderFhirJson: 'application/json+fhir',
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
} as const;

/** The media type of a Content-Type value: lower case, without parameters; empty when the header is absent. */
export function mediaTypeOf(contentType: string | undefined): string {
  return (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
