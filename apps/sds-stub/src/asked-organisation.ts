import { SYSTEMS } from '@cdg/fhir';
import type { RequestSubject } from '@cdg/stub-dials';
import type { Request } from 'express';

const PREFIX = `${SYSTEMS.odsCode}|`;

/** Whom a request asks about, so that testers can dial a fault for one organisation. A query may be wrong in any way. */
export function askedOrganisation({ originalUrl }: Pick<Request, 'originalUrl'>): RequestSubject {
  const query = new URLSearchParams(originalUrl.split('?').slice(1).join('?'));
  const asked = query
    .getAll('organization')
    .filter((value) => value.startsWith(PREFIX))
    .map((value) => value.trim().slice(PREFIX.length));
  return { odsCode: asked.findLast((odsCode) => odsCode !== '') };
}
