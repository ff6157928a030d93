import type { RecordItem } from '@cdg/test-data';
import type { Patient } from 'fhir/r3.js';
import { RequestRefused } from '../outcomes.ts';
import type { RecordIndex } from '../record/record-index.ts';
import { referencesIn, referenceTo, type LocalReference } from '../record/references.ts';
import type { BundleSection } from './answer-draft.ts';
import type { Collection } from './collection.ts';

const ACTORS = /^(Practitioner|PractitionerRole|Organization|Location|HealthcareService|RelatedPerson)\//;

/** Brings the patient, the practices and the usual GP, then everybody whom a returned resource names. */
export function includeActors({ index, draft }: Collection): void {
  const patient = index.items.find(({ resource }) => resource.resourceType === 'Patient');
  if (patient?.resource.resourceType !== 'Patient') throw incomplete('Patient');
  draft.include(patient, 'actors');
  const include = (section: BundleSection) => (reference: LocalReference) => {
    for (const actor of withOwnActors(reference, index)) draft.include(actor, section);
  };
  keyActors(patient.resource).forEach(include('actors'));
  const named = [...draft.items.values()].flatMap(({ item }) => referencesIn(item.resource));
  const visible = named.filter((reference) => ACTORS.test(reference) && !index.isConfidential(reference));
  visible.forEach(include('supplementaryActors'));
}

/** The practice first, then whoever else cares for the patient. */
function keyActors({ generalPractitioner = [], managingOrganization }: Patient): readonly LocalReference[] {
  const references = [managingOrganization, ...generalPractitioner]
    .map((entry) => entry?.reference)
    .filter((reference) => reference !== undefined);
  if (!references.some((reference) => reference.startsWith('Organization/'))) throw incomplete('Organization');
  return references.sort((a, b) => rank(a) - rank(b));
}

function rank(reference: LocalReference): number {
  return reference.startsWith('Organization/') ? 0 : 1;
}

/**
 * An actor and those it names in turn. A practitioner comes with the role in which they work; one who has several roles
 * comes without any, because nothing would say which role is meant. Source: GP Connect 1.6.2, PractitionerRole.
 */
function withOwnActors(start: LocalReference, index: RecordIndex): readonly RecordItem[] {
  const found = new Map<LocalReference, RecordItem>();
  const waiting = [start];
  for (let reference = waiting.shift(); reference !== undefined; reference = waiting.shift()) {
    if (found.has(reference)) continue;
    const actor = index.get(reference);
    if (actor === undefined) throw incomplete(reference.split('/', 1)[0] ?? 'actor');
    found.set(reference, actor);
    const roles = index.rolesOf(reference);
    if (roles.length === 1) waiting.push(...roles.map(referenceTo));
    waiting.push(...referencesIn(actor.resource).filter((next) => ACTORS.test(next)));
  }
  return [...found.values()];
}

function incomplete(type: string): RequestRefused {
  return new RequestRefused('INTERNAL_SERVER_ERROR', `The record is incomplete: a ${type} that it needs is missing`);
}
