import { describe, expect, test } from '@jest/globals';
import { createPeople } from '@cdg/test-data';
import { PERSON_SCHEMA } from './person-schema.ts';

const [alice] = createPeople('2026-03-01');

describe('a record that testers write', () => {
  test.each(createPeople('2026-03-01').map((person) => [person.id, person] as const))(
    'may be the one of %s, member for member',
    (_, person) => {
      expect(PERSON_SCHEMA.parse(person)).toEqual(person);
    },
  );

  test.each([
    ['resource', { resource: undefined }],
    ['resource.id', { id: '9990000018' }],
    ['id', { id: '9990000019' }],
    ['resource.name', { resource: { ...alice?.resource, name: 'Alice' } }],
    ['resource.meta.versionId', { resource: { ...alice?.resource, meta: { versionId: 7 } } }],
    ['resource.birthDate', { resource: { ...alice?.resource, birthDate: null } }],
    ['supersededBy', { supersededBy: '1' }],
    ['fault.status', { fault: { kind: 'status', status: 42 } }],
    ['', { supercededBy: '9990000018' }],
  ])('is refused for its %s', (path, change) => {
    const result = PERSON_SCHEMA.safeParse({ ...alice, ...change });
    expect(result.error?.issues.map((issue) => issue.path.join('.'))).toContain(path);
  });
});
