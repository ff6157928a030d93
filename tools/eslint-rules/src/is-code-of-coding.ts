import type { Rule } from 'eslint';

/**
 * Tells whether a literal is the `code` of a coding: an object that also says which `system` the code is of, or how it is
 * displayed. Such a code may have ten digits and the check digit of an NHS number by chance.
 */
export function isCodeOfCoding(literal: Rule.Node): boolean {
  const property = literal.parent;
  if (property?.type !== 'Property' || nameOf(property) !== 'code') return false;
  const coding: Rule.Node = property.parent;
  return coding.type === 'ObjectExpression' && coding.properties.some(saysWhatTheCodeIs);
}

function saysWhatTheCodeIs(sibling: Pick<Rule.Node, 'type'>): boolean {
  return ['system', 'display'].includes(nameOf(sibling));
}

function nameOf(property: { type: string; key?: { type: string; name?: string; value?: unknown } }): string {
  if (property.key?.type === 'Identifier') return property.key.name ?? '';
  return property.key?.type === 'Literal' ? String(property.key.value) : '';
}
