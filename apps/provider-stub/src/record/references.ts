import type { RecordItem } from '@cdg/test-data';

/** A relative reference, `Type/id`. */
export type LocalReference = string;

/** What becomes of a reference on its way out: kept, taken out with what exists only for it, or replaced by a text. */
export type Verdict = 'keep' | 'remove' | { readonly display: string };
export type ReferenceJudge = (reference: LocalReference) => Verdict;

/** How another item of the same record refers to this one. */
export function referenceTo({ resource }: RecordItem): LocalReference {
  return `${resource.resourceType}/${resource.id ?? ''}`;
}

/** Every reference inside a resource, contained resources included, in document order. */
export function referencesIn(value: unknown): readonly LocalReference[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (!isObject(value)) return [];
  if (typeof value.reference === 'string') return [value.reference];
  return Object.values(value).flatMap(referencesIn);
}

/**
 * A copy of a resource whose references are judged one by one. What stands in a list only to point at a removed item (a
 * list entry, an extension, a related observation) goes with it; so does an extension that loses one of its parts.
 */
export function judgeReferences<Resource>(resource: Resource, judge: ReferenceJudge): Resource;
export function judgeReferences(resource: unknown, judge: ReferenceJudge): unknown {
  return isObject(resource) ? judgeObject(resource, judge).kept : resource;
}

interface Judged {
  /** undefined when nothing is left. */
  readonly kept: unknown;
  /** A reference in it was removed, so that a list entry that consists of it has lost its purpose. */
  readonly lost: boolean;
}

function judgeValue(value: unknown, judge: ReferenceJudge): Judged {
  if (Array.isArray(value)) return judgeList(value, judge);
  if (!isObject(value)) return { kept: value, lost: false };
  if (typeof value.reference !== 'string') return judgeObject(value, judge);
  const verdict = judge(value.reference);
  if (verdict === 'remove') return { kept: undefined, lost: true };
  return { kept: verdict === 'keep' ? value : verdict, lost: false };
}

function judgeObject(value: Readonly<Record<string, unknown>>, judge: ReferenceJudge): Judged {
  const isExtension = 'url' in value;
  const judged = Object.entries(value).map(([name, child]) => ({ name, child, ...judgeValue(child, judge) }));
  const kept = judged
    .filter((member) => member.kept !== undefined)
    .map((member) => [member.name, member.kept] as const);
  return {
    kept: kept.length === 0 ? undefined : Object.fromEntries(kept),
    lost: judged.some(({ lost, child }) => lost && (isExtension || !Array.isArray(child))),
  };
}

function judgeList(list: readonly unknown[], judge: ReferenceJudge): Judged {
  const judged = list.map((entry) => judgeValue(entry, judge));
  const kept = judged.filter(({ lost }) => !lost).map((entry) => entry.kept);
  return { kept: kept.length === 0 && list.length > 0 ? undefined : kept, lost: kept.length < list.length };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
