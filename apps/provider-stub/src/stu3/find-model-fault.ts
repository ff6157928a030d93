import { stu3Model, type ElementModel } from './model.ts';

const MODEL = stu3Model();
const NUMBERS = new Set(['decimal', 'integer', 'positiveInt', 'unsignedInt']);

/**
 * The first place where a resource is not what FHIR 3.0.1 says it is: an element its type does not have, a list where
 * there is one value or the reverse, or a value of the wrong JSON type. Undefined when there is none.
 */
export function findModelFault(resource: Readonly<Record<string, unknown>>): string | undefined {
  const type = String(resource.resourceType);
  return structureFault(resource, { type, path: type });
}

interface Place {
  readonly type: string;
  readonly path: string;
}

function structureFault(value: Readonly<Record<string, unknown>>, { type, path }: Place): string | undefined {
  const model = MODEL.get(type);
  if (model === undefined) return `${path} is of a type this system does not know`;
  for (const [name, element] of Object.entries(value)) {
    if (name.startsWith('_') || (name === 'resourceType' && path === type)) continue;
    const expected = model.find((candidate) => candidate.name === name);
    if (expected === undefined) return `${path} has an unknown element`;
    const fault = elementFault(element, expected, `${path}.${name}`);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function elementFault(value: unknown, { type, repeats }: ElementModel, path: string): string | undefined {
  if (!repeats) return valueFault(value, { type, path });
  if (!Array.isArray(value) || value.length === 0) return `${path} must be a list with entries`;
  for (const entry of value) {
    const fault = valueFault(entry, { type, path });
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function valueFault(value: unknown, { type, path }: Place): string | undefined {
  if (type === 'Resource') return isObject(value) ? findModelFault(value) : `${path} must be a resource`;
  if (/^[A-Z]/.test(type)) return isObject(value) ? structureFault(value, { type, path }) : `${path} must be an object`;
  const expected = type === 'boolean' ? 'boolean' : NUMBERS.has(type) ? 'number' : 'string';
  if (typeof value !== expected) return `${path} must be a ${expected}`;
  return value === '' ? `${path} must not be empty` : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
