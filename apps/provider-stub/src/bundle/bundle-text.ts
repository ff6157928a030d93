import type { FhirResource } from 'fhir/r3.js';
import type { FhirFormat } from '../media-format.ts';
import { resourceXml } from '../stu3/xml.ts';

const PROFILE = 'https://fhir.nhs.uk/STU3/StructureDefinition/GPConnect-StructuredRecord-Bundle-1';

/** A collection of resources; they may be made while they are written. */
export interface RecordBundle {
  readonly id: string;
  readonly resources: Iterable<FhirResource>;
}

/** The text of a Bundle, piece by piece, so that none is ever held whole. */
export function bundleText(bundle: RecordBundle, format: FhirFormat): Iterable<string> {
  return format === 'json' ? bundleJson(bundle) : bundleXml(bundle);
}

function* bundleJson({ id, resources }: RecordBundle): Generator<string> {
  yield `{"resourceType":"Bundle","id":${JSON.stringify(id)},"meta":{"profile":["${PROFILE}"]},"type":"collection","entry":[`;
  let separator = '';
  for (const resource of resources) {
    yield `${separator}{"resource":${JSON.stringify(resource)}}`;
    separator = ',';
  }
  yield ']}';
}

function* bundleXml({ id, resources }: RecordBundle): Generator<string> {
  yield `<?xml version="1.0" encoding="UTF-8"?><Bundle xmlns="http://hl7.org/fhir"><id value="${id}"/><meta><profile value="${PROFILE}"/></meta><type value="collection"/>`;
  for (const resource of resources) {
    yield `<entry><resource>${resourceXml(resource)}</resource></entry>`;
  }
  yield '</Bundle>';
}
