import type { RequestSubject } from '@cdg/stub-dials';
import type { Request } from 'express';
import { BASE_PATH } from './base-path.ts';

const PATIENT = new RegExp(`^${BASE_PATH}/Patient/([^/?]+)`);

/** Whom a request asks about: the NHS number in its path, on behalf of the organisation that it names. */
export function askedPatient(req: Request): RequestSubject {
  const [, nhsNumber] = PATIENT.exec(req.originalUrl) ?? [];
  return {
    nhsNumber: nhsNumber === undefined ? undefined : decodeURIComponent(nhsNumber),
    odsCode: req.get('NHSD-End-User-Organisation-ODS'),
  };
}
