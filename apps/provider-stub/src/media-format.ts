import { MEDIA_TYPES, mediaTypeOf } from '@cdg/fhir';

/** The two wire formats of FHIR that this provider reads and writes. */
export type FhirFormat = 'json' | 'xml';

export const CONTENT_TYPE: Readonly<Record<FhirFormat, string>> = {
  json: `${MEDIA_TYPES.fhirJson};charset=utf-8`,
  xml: `${MEDIA_TYPES.fhirXml};charset=utf-8`,
};

/** The format of a media type; undefined when it is not one of STU3 FHIR's. */
export function formatOf(mediaType: string): FhirFormat | undefined {
  if (mediaType === MEDIA_TYPES.fhirJson) return 'json';
  return mediaType === MEDIA_TYPES.fhirXml ? 'xml' : undefined;
}

export interface FormatQuestion {
  readonly query: URLSearchParams;
  readonly accept: string | undefined;
  readonly contentType: string | undefined;
}

/**
 * Which format the answer takes: `_format`, then `Accept`, then the request's own Content-Type, then JSON; `unsupported`
 * when the first of them that is present asks for something else. Source: GP Connect 1.6.2, content types.
 */
export function answerFormat({ query, accept, contentType }: FormatQuestion): FhirFormat | 'unsupported' {
  const asked = query.get('_format');
  if (asked !== null) return formatOf(mediaTypeOf(asked)) ?? 'unsupported';
  const own = formatOf(mediaTypeOf(contentType)) ?? 'json';
  return accept === undefined ? own : acceptedFormat(accept, own);
}

function acceptedFormat(accept: string, own: FhirFormat): FhirFormat | 'unsupported' {
  const offers = accept
    .split(',')
    .map((offer) => ({ type: mediaTypeOf(offer), q: qualityOf(offer) }))
    .filter(({ q }) => q > 0)
    .sort((a, b) => b.q - a.q);
  for (const { type } of offers) {
    if (type === '*/*' || type === 'application/*') return own;
    const format = formatOf(type);
    if (format !== undefined) return format;
  }
  return 'unsupported';
}

/** The weight of one offer in an Accept-like header; 1 when it names none. */
export function qualityOf(offer: string): number {
  const [, weight] = /;\s*q=([0-9.]+)/i.exec(offer) ?? [];
  return weight === undefined ? 1 : Number(weight);
}
