import { describe, expect, test } from '@jest/globals';
import { identifierSchema, parametersSchema } from './parameters.ts';

const NHS_NUMBER = { name: 'patientNHSNumber', valueIdentifier: { system: 's', value: '9990000018' } };

function faultsOf(value: unknown): string[] {
  return (parametersSchema.safeParse(value).error?.issues ?? []).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );
}

describe('parametersSchema', () => {
  test('keeps parameters as they are, those that nobody knows included', () => {
    const value = {
      resourceType: 'Parameters',
      id: 'x',
      parameter: [NHS_NUMBER, { name: 'new', part: [{ name: 'p' }] }],
    };

    expect(parametersSchema.parse(value)).toEqual(value);
  });

  test.each<[string, unknown, string]>([
    ['another resource', { resourceType: 'Bundle', parameter: [NHS_NUMBER] }, 'resourceType: expected "Parameters"'],
    ['no parameter', { resourceType: 'Parameters', parameter: [] }, 'parameter: expected at least one parameter'],
    ['a parameter without a name', { resourceType: 'Parameters', parameter: [NHS_NUMBER, {}] }, 'parameter.1.name: '],
    ['a parameter that is no object', { resourceType: 'Parameters', parameter: ['x'] }, 'parameter.0: '],
    ['no list of parameters', { resourceType: 'Parameters', parameter: NHS_NUMBER }, 'parameter: '],
    ['no object at all', 'Parameters', ': '],
  ])('refuses %s, and says where', (_, value, fault) => {
    expect(faultsOf(value)).toEqual([expect.stringContaining(fault)]);
  });

  test('stops at the twentieth parameter that is faulty', () => {
    const parameter = [NHS_NUMBER, ...Array.from({ length: 30_000 }, () => 0)];
    const faults = faultsOf({ resourceType: 'Parameters', parameter });
    expect(faults).toHaveLength(20);
    expect(faults.at(-1)).toMatch(/^parameter\.20: /);
  });
});

describe('identifierSchema', () => {
  test.each([
    [{ system: 's', value: 'v', use: 'official' }, true],
    [{ system: 's' }, false],
    [{ value: 'v' }, false],
    [{ system: 's', value: 1 }, false],
    [undefined, false],
  ])('of %j is %s', (value, good) => {
    expect(identifierSchema.safeParse(value).success).toBe(good);
  });
});
