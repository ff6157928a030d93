import type { RequestSubject } from '@cdg/stub-dials';
import type { Request } from 'express';
import { formatOf } from './media-format.ts';
import { mediaTypeOf } from '@cdg/fhir';
import { PATIENT_PARAMETER } from './parameters/known-parameters.ts';
import { readParameters } from './parameters/supplied-parameters.ts';
import { readRequestBody } from './checks/request-body.ts';
import { readRoute } from './route.ts';

/**
 * Whom a request asks about, as far as it can be read: the practice by the path, the patient by the body. A request to
 * the SSP asks about nobody, so that a fault dialled for a patient fires once, at the provider behind it.
 */
export function requestSubject(req: Request): RequestSubject {
  const route = readRoute(req.path);
  return route === undefined ? {} : { odsCode: route.odsCode, nhsNumber: nhsNumberIn(req) };
}

function nhsNumberIn(req: Request): string | undefined {
  const format = formatOf(mediaTypeOf(req.headers['content-type'])) ?? 'json';
  if (!Buffer.isBuffer(req.body)) return undefined;
  try {
    const parameters = readParameters(readRequestBody(req.body, format));
    const identifier = parameters.find(({ name }) => name === PATIENT_PARAMETER)?.value;
    return valueIn(identifier);
  } catch {
    return undefined;
  }
}

function valueIn(identifier: unknown): string | undefined {
  if (typeof identifier !== 'object' || identifier === null || !('value' in identifier)) return undefined;
  return typeof identifier.value === 'string' ? identifier.value : undefined;
}
