import type { Coding, FhirResource } from 'fhir/r3.js';
import type { ClinicalArea, GpRecord, RecordItem } from '../gp-record.ts';

type ResourceType = FhirResource['resourceType'];
type Resource<Type extends ResourceType> = Extract<FhirResource, { resourceType: Type }>;

/** The record's resources of one type. */
export function resourcesOf<Type extends ResourceType>({ items }: GpRecord, type: Type): Resource<Type>[] {
  return items
    .map(({ resource }) => resource)
    .filter((resource): resource is Resource<Type> => resource.resourceType === type);
}

export const itemsOf = ({ items }: GpRecord, area: ClinicalArea): readonly RecordItem[] =>
  items.filter((item) => item.area === area);

export const referenceTo = ({ resource }: RecordItem): string => `${resource.resourceType}/${resource.id ?? ''}`;

/** Every object inside a value, itself first. */
export function objectsIn(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  return isObject(value) ? [value, ...Object.values(value).flatMap(objectsIn)] : [];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every `Type/id` that a resource refers to. */
export const referencesIn = (resource: unknown): string[] =>
  objectsIn(resource)
    .map(({ reference }) => reference)
    .filter((reference) => typeof reference === 'string');

/** Every coding in a resource. */
export const codingsIn = (resource: unknown): Coding[] => objectsIn(resource).filter(isCoding);

const isCoding = (value: Coding | Record<string, unknown>): value is Coding =>
  typeof value.code === 'string' && typeof value.system === 'string' && !('value' in value);

/** What people wrote: comments, notes, descriptions, dosages. */
export const textsIn = (resource: unknown): string[] =>
  objectsIn(resource)
    .flatMap(({ text, comment, description, patientInstruction }) => [text, comment, description, patientInstruction])
    .filter((text) => typeof text === 'string');
