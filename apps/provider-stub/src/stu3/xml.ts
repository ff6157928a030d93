import type { FhirResource } from 'fhir/r3.js';
import { ConvertToJs } from 'fhir/convertToJs.js';
import { ConvertToXml } from 'fhir/convertToXml.js';
import { ParseConformance } from 'fhir/parseConformance.js';
import { z } from 'zod';
import { stu3Model } from './model.ts';

let parser: ParseConformance | undefined;

/** The converters know R4 by themselves; they are given STU3's structures instead, at the first use of XML. */
function stu3Parser(): ParseConformance {
  if (parser !== undefined) return parser;
  parser = new ParseConformance(false, 'STU3');
  for (const [name, elements] of stu3Model()) {
    const properties = elements.map(({ name: _name, type: _type, repeats: _multiple }) => ({
      _name,
      _type,
      _multiple,
    }));
    Object.assign(parser.parsedStructureDefinitions, { [name]: { _type: 'Resource', _properties: properties } });
  }
  return parser;
}

/** A resource as an XML element, without a declaration. */
export function resourceXml(resource: FhirResource): string {
  return new ConvertToXml(stu3Parser()).convert(resource).replace(/^<\?xml[^>]*\?>/, '');
}

/** A resource as an XML document. */
export function xmlDocument(resource: FhirResource): string {
  return `<?xml version="1.0" encoding="UTF-8"?>${resourceXml(resource)}`;
}

const END = 'end';
const wrappedSchema = z.looseObject({
  entry: z.tuple([z.looseObject({ resource: z.unknown() }), z.looseObject({ fullUrl: z.literal(END) })]),
});

/**
 * Reads a resource from XML. The parser does not mind a document that ends too early, so the document is read inside
 * another, whose end is missing then.
 *
 * @throws when the text is not one whole XML document, or not an STU3 resource this provider knows
 */
export function readXml(text: string): unknown {
  const document = text.replace(/^\s*<\?xml[^>]*\?>/, '');
  const wrapped = `<Bundle xmlns="http://hl7.org/fhir"><entry><resource>${document}</resource></entry><entry><fullUrl value="${END}"/></entry></Bundle>`;
  const read: unknown = new ConvertToJs(stu3Parser()).convert(wrapped);
  return wrappedSchema.parse(read).entry[0].resource;
}
