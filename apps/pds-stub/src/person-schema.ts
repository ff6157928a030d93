import { isNhsNumber } from '@cdg/fhir';
import { STUB_FAULT } from '@cdg/stub-dials';
import { z } from 'zod';

const nhsNumber = z.string().refine(isNhsNumber, { error: 'expected an NHS number' });
const text = z.string().optional();
const period = z.looseObject({ start: text, end: text }).optional();
const listOf = (members: z.ZodRawShape) => z.array(z.looseObject(members)).optional();

/** What the stub's rules look at; every other member of a Patient goes out as it came in. */
const patient = z.looseObject({
  resourceType: z.literal('Patient'),
  id: nhsNumber,
  meta: z.looseObject({ versionId: z.string().regex(/^\d+$/), security: listOf({ code: text }) }).optional(),
  birthDate: text,
  deceasedDateTime: text,
  gender: text,
  name: listOf({ use: text, family: text, given: z.array(z.string()).optional(), period }),
  address: listOf({ use: text, postalCode: text, period }),
  telecom: listOf({ system: text, value: text, period }),
  contact: listOf({}),
  extension: listOf({ url: z.string() }),
  generalPractitioner: listOf({ identifier: z.looseObject({ value: text }).optional() }),
});

/** A record as testers may write it to `/_stub/data/patients`: strict, so that no misspelt member goes unnoticed. */
export const PERSON_SCHEMA = z
  .strictObject({
    id: nhsNumber,
    resource: patient,
    relatedPeople: listOf({ resourceType: z.literal('RelatedPerson'), id: text }),
    supersededBy: nhsNumber.optional(),
    invalidated: z.boolean().optional(),
    fault: STUB_FAULT.optional(),
  })
  .refine(({ id, resource }) => id === resource.id, {
    path: ['resource', 'id'],
    error: 'expected the record’s own id',
  });
