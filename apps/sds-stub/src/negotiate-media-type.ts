import { MEDIA_TYPES } from '@cdg/fhir';
import { ServiceFault } from './service-fault.ts';

/**
 * The media type to answer with. Items of `Accept` count only as a whole: one with a parameter, even a q-value, or with
 * half a wildcard is none of those the service knows.
 *
 * @throws ServiceFault of kind `notAcceptable` when no item fits; an empty header holds none
 */
export function negotiateMediaType(accept: string | undefined): string {
  if (accept === undefined) return MEDIA_TYPES.fhirJson;
  const items = accept.split(',').map((item) => item.trim().toLowerCase());
  if (items.includes('*/*') || items.includes(MEDIA_TYPES.fhirJson)) return MEDIA_TYPES.fhirJson;
  if (items.includes(MEDIA_TYPES.json)) return MEDIA_TYPES.json;
  throw new ServiceFault('notAcceptable', 'Accept type not supported');
}
