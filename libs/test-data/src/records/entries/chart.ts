import type { FhirResource, Reference } from 'fhir/r3.js';
import type { RecordItem } from '../gp-record.ts';
import {
  type Cast,
  CAST,
  locationReference,
  locationResource,
  type OrganisationKey,
  organisationReference,
  organisationResource,
  practitionerResource,
  roleResource,
  type StaffKey,
  staffReference,
} from './practice-staff.ts';
import { type ProblemDraft, type ProblemHeader, problemResource } from './problem-header.ts';
import { type Header, headerFor } from './resource-header.ts';

/** One patient's record while it is being written. */
export interface Chart extends SharedResources {
  /** Short name of the patient: the first part of every id. */
  readonly slug: string;
  readonly today: string;
  readonly subject: Reference;
  /** Id, profile and identifier of the next resource of this kind. */
  readonly header: (kind: string, profile: string) => Header;
  /** Adds an item and answers how to refer to it. */
  readonly file: (item: RecordItem) => string;
  readonly openProblem: (draft: ProblemDraft) => void;
  /** The problem, which may be opened later, will name this item among its related clinical content. */
  readonly relate: (problem: string, reference: string) => void;
  readonly items: () => readonly RecordItem[];
}

/** People, places and drugs, each of which stands once in a record however often it is named. */
interface SharedResources {
  readonly share: (resource: FhirResource) => string;
  readonly staff: (key: StaffKey) => Reference;
  readonly organisation: (key: OrganisationKey) => Reference;
  readonly location: (key: OrganisationKey) => Reference;
}

const referenceTo = (resource: FhirResource): string => `${resource.resourceType}/${resource.id ?? ''}`;

/** Whose record it is, by short name, of which day, and who appears in it. */
export interface ChartOptions {
  readonly slug: string;
  readonly today: string;
  readonly cast?: Cast;
}

/** Opens an empty record. */
export function createChart({ slug, today, cast = CAST }: ChartOptions): Chart {
  const items: RecordItem[] = [];
  const problems: ProblemDraft[] = [];
  const related = new Map<string, Set<string>>();
  const counters = new Map<string, number>();
  const subject = { reference: `Patient/${slug}-patient` };
  const file = (item: RecordItem): string => {
    items.push(item);
    return referenceTo(item.resource);
  };
  const shared = sharedResources(file, cast);
  return {
    ...shared,
    slug,
    today,
    subject,
    file,
    header: (kind, profile) => {
      const number = (counters.get(kind) ?? 0) + 1;
      counters.set(kind, number);
      return headerFor(`${slug}-${kind}-${number}`, profile);
    },
    openProblem: (draft) => {
      problems.push(draft);
    },
    relate: (problem, reference) => {
      related.set(problem, (related.get(problem) ?? new Set()).add(reference));
    },
    items: () => {
      const opened = new Set(problems.map(({ key }) => key));
      const missing = [...related.keys()].filter((key) => !opened.has(key));
      if (missing.length > 0) throw new Error(`${slug}: no such problem: ${missing.join(', ')}`);
      const headers = problems.map((draft) => {
        const asserter = shared.staff(draft.clinician);
        return problemItem({ slug, subject, draft, asserter, related: related.get(draft.key) ?? [] });
      });
      return [...items, ...headers];
    },
  };
}

const problemItem = (header: ProblemHeader): RecordItem => ({
  area: 'problems',
  ...(header.draft.confidential === true && { confidential: true }),
  resource: problemResource(header),
});

function sharedResources(file: (item: RecordItem) => string, { organisations, staff }: Cast): SharedResources {
  const filed = new Set<string>();
  const share = (resource: FhirResource): string => {
    const reference = referenceTo(resource);
    if (filed.has(reference)) return reference;
    filed.add(reference);
    return file({ resource });
  };
  const organisation = (key: OrganisationKey): Reference => {
    share(organisationResource(organisations[key]));
    return { reference: organisationReference(organisations[key]) };
  };
  return {
    share,
    organisation,
    staff: (key) => {
      const member = staff[key];
      organisation(member.at);
      share(practitionerResource(member));
      share(roleResource(member, organisations[member.at]));
      return { reference: staffReference(member) };
    },
    location: (key) => {
      organisation(key);
      share(locationResource(organisations[key]));
      return { reference: locationReference(organisations[key]) };
    },
  };
}
