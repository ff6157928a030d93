import type { Module } from './read-module.ts';

const REFERENCE = /(?<![\w.-])(?:(data)\.)?(aws_\w+|random_\w+)\.(\w+)/g;
const VARIABLE = /(?<![\w.])var\.(\w+)/g;

/** Resources that are named and not there, variables that nobody uses, and what nobody says what it is for. */
export function checkReferences({ path, resources, variables, outputs, modules, locals }: Module): readonly string[] {
  const text = JSON.stringify([resources, outputs, modules, locals, variables]);
  const known = new Set(resources.map(({ type, name }) => `${type}.${name}`));
  const named = [...text.matchAll(REFERENCE)].map(
    ([, data, type = '', name = '']) => `${data === undefined ? '' : 'data_'}${type}.${name}`,
  );
  const usedVariables = new Set(
    [...JSON.stringify([resources, outputs, modules, locals]).matchAll(VARIABLE)].map(([, name]) => name),
  );
  const providerVariables = ['region'];
  const described = Object.entries({ ...variables, ...outputs });
  return [
    ...new Set(named.filter((one) => !known.has(one)).map((one) => `${path}: there is no ${one}`)),
    ...Object.keys(variables)
      .filter((name) => !usedVariables.has(name) && !providerVariables.includes(name))
      .map((name) => `${path}: nothing uses var.${name}`),
    ...described
      .filter(([, { description }]) => typeof description !== 'string' || description === '')
      .map(([name]) => `${path}: ${name} has no description`),
    ...Object.entries(variables)
      .filter(([, { type }]) => type === undefined)
      .map(([name]) => `${path}: var.${name} has no type`),
  ];
}
