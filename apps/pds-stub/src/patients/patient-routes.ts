import type { StubFault } from '@cdg/test-data';
import { Router, type Request, type Response } from 'express';
import { PdsFault } from '../pds-fault.ts';
import type { PdsStore } from './find-person.ts';
import { readPatient } from './read-patient.ts';
import { readRelatedPeople } from './read-related-people.ts';
import type { IndexedPerson } from './search-index.ts';
import { createSearchPatients } from './search-patients.ts';

export interface PatientRoutesParts {
  readonly store: PdsStore;
  /** Those whom the store does not hold but derives: what a search has to know of them. */
  readonly derivedPeople: Iterable<IndexedPerson>;
  /** Acts out a fault that stands in a record. */
  readonly misbehave: (fault: StubFault, req: Request, res: Response) => boolean;
  readonly now: () => Date;
}

/** Spine's part, behind the proxy. Every path and verb that it does not know is an unsupported service. */
export function createPatientRoutes(parts: PatientRoutesParts): Router {
  const router = Router({ caseSensitive: true, strict: true });
  router.all('/Patient', createSearchPatients(parts));
  router.all('/Patient/:id', readPatient(parts));
  router.all('/Patient/:id/RelatedPerson', readRelatedPeople(parts));
  router.get('/_poll/:id', () => {
    throw new PdsFault('unknownMessage');
  });
  router.use(() => {
    throw new PdsFault('unsupportedService');
  });
  return router;
}
