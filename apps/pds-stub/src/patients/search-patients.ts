import { MEDIA_TYPES } from '@cdg/fhir';
import { sendJson } from '@cdg/http-server';
import type { PdsPerson } from '@cdg/test-data';
import type { RequestHandler } from 'express';
import { PdsFault } from '../pds-fault.ts';
import { alphabetical } from './alphabetical.ts';
import { createFindCandidates } from './find-candidates.ts';
import { currentRecordOf } from './find-person.ts';
import { matchPatient, type Search } from './match-patient.ts';
import type { PatientRoutesParts } from './patient-routes.ts';
import { isRestricted } from './redact-patient.ts';
import { readSearchCriteria } from './search-criteria.ts';
import { searchEntry } from './search-entry.ts';
import { patientUrl, searchset } from './searchset.ts';

interface Match {
  readonly person: PdsPerson;
  readonly score: number;
}

/** `GET /Patient`: one match or none; what an application may see without a user ends there. */
export function createSearchPatients(parts: PatientRoutesParts): RequestHandler {
  const { store, derivedPeople, now } = parts;
  const findCandidates = createFindCandidates(store, derivedPeople);
  return (req, res) => {
    if (req.method !== 'GET') throw new PdsFault('unsupportedService');
    const criteria = readSearchCriteria(new URL(req.originalUrl, 'http://stub').searchParams);
    const search: Search = { criteria, today: now().toISOString().slice(0, 10) };
    const matches = matchesOf(findCandidates(criteria), search, parts);
    if (matches.length > 1) throw new PdsFault('tooManyMatches');
    const entries = matches.map(({ person, score }) => ({
      fullUrl: patientUrl(req, person.id),
      search: { score },
      resource: alphabetical(searchEntry(person.resource, search.today)),
    }));
    sendJson(res, { status: 200, contentType: MEDIA_TYPES.fhirJson, body: searchset(entries, now()) });
  };
}

/**
 * Each surviving record once: a merged record that matches leads to the one that took its place. Two are enough to know
 * that there are too many.
 */
function matchesOf(people: Iterable<PdsPerson>, search: Search, { store }: PatientRoutesParts): Match[] {
  const matches = new Map<string, Match>();
  for (const candidate of people) {
    const score = matchPatient(candidate.resource, search);
    const person = score > 0 ? shownFor(candidate, store) : undefined;
    if (person === undefined || (search.criteria.exact && score < 1) || isWithheld(person, search)) continue;
    const known = matches.get(person.id)?.score ?? 0;
    matches.set(person.id, { person, score: Math.max(known, score) });
    if (matches.size > 1) break;
  }
  return [...matches.values()];
}

function shownFor(person: PdsPerson, store: PatientRoutesParts['store']): PdsPerson | undefined {
  try {
    return currentRecordOf(store, person);
  } catch (error) {
    if (error instanceof PdsFault) return undefined;
    throw error;
  }
}

/** Whoever asks by postcode or practice must not learn that a restricted patient is there. */
function isWithheld({ resource }: PdsPerson, { criteria: { postcode, practice } }: Search): boolean {
  return isRestricted(resource) && (postcode !== '' || practice !== '');
}
