import type { Bundle, FhirResource, List, OperationOutcome } from 'fhir/r3.js';
import type { Answer } from './http-exchange.ts';

/** The resources of a Bundle in their order. */
export function resourcesOf(answer: Answer): readonly FhirResource[] {
  const bundle: unknown = JSON.parse(answer.text);
  if (!isBundle(bundle)) throw new Error(`expected a Bundle, got ${answer.status} ${answer.text.slice(0, 300)}`);
  return (bundle.entry ?? []).map(({ resource }) => resource).filter((resource) => resource !== undefined);
}

/** `Type/id` of every resource that has an id, in the Bundle's order. */
export function referencesOf(answer: Answer): readonly string[] {
  return resourcesOf(answer)
    .filter(({ id }) => id !== undefined)
    .map(({ resourceType, id }) => `${resourceType}/${id ?? ''}`);
}

/** The primary or secondary list with this title. */
export function listTitled(answer: Answer, title: string): List | undefined {
  return resourcesOf(answer).find(
    (resource): resource is List =>
      resource.resourceType === 'List' && resource.id === undefined && resource.title === title,
  );
}

/** Titles of the primary and secondary lists, in the Bundle's order. */
export function listTitles(answer: Answer): readonly string[] {
  return resourcesOf(answer).flatMap((resource) =>
    resource.resourceType === 'List' && resource.id === undefined ? [resource.title ?? ''] : [],
  );
}

/** What a list names; undefined when there is no such list. */
export function entriesOf(answer: Answer, title: string): readonly string[] | undefined {
  const list = listTitled(answer, title);
  return list && (list.entry ?? []).map(({ item }) => item.reference ?? '');
}

/** Codes of a list's warnings. */
export function warningsOf(answer: Answer, title: string): readonly string[] {
  const extensions = listTitled(answer, title)?.extension ?? [];
  return extensions.flatMap(({ url, valueCode }) => (url.endsWith('ListWarningCode-1') ? [valueCode ?? ''] : []));
}

/** What an error answer says, in short: status, Spine or SSP code, and diagnostics. */
export function refusalOf(answer: Answer): { status: number; code: string | undefined; diagnostics: string } {
  const outcome: unknown = JSON.parse(answer.text);
  if (!isOutcome(outcome))
    throw new Error(`expected an OperationOutcome, got ${answer.status} ${answer.text.slice(0, 300)}`);
  const [issue] = outcome.issue;
  return { status: answer.status, code: issue?.details?.coding?.[0]?.code, diagnostics: issue?.diagnostics ?? '' };
}

function isBundle(value: unknown): value is Bundle {
  return typeof value === 'object' && value !== null && 'resourceType' in value && value.resourceType === 'Bundle';
}

function isOutcome(value: unknown): value is OperationOutcome {
  return (
    typeof value === 'object' && value !== null && 'resourceType' in value && value.resourceType === 'OperationOutcome'
  );
}
