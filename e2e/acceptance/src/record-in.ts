import type { Answer } from '@cdg/gateway-under-test';
import { z } from 'zod';

const listSchema = z.looseObject({
  resourceType: z.literal('List'),
  title: z.string(),
  note: z.array(z.looseObject({ text: z.string() })).default([]),
  entry: z.array(z.looseObject({ item: z.looseObject({ reference: z.string().optional() }) })).default([]),
  contained: z.array(z.looseObject({ id: z.string() })).default([]),
});

const bundleSchema = z.looseObject({
  resourceType: z.literal('Bundle'),
  id: z.string(),
  entry: z.array(z.looseObject({ resource: z.looseObject({ resourceType: z.string(), id: z.string().optional() }) })),
});

const patientSchema = z.looseObject({
  resourceType: z.literal('Patient'),
  identifier: z.array(z.looseObject({ system: z.string(), value: z.string() })),
});

const warningSchema = z.looseObject({
  resourceType: z.literal('OperationOutcome'),
  issue: z.array(z.looseObject({ severity: z.literal('warning'), details: z.looseObject({ text: z.string() }) })),
});

export type RecordList = z.output<typeof listSchema>;

/** Reads a record out of an answer. @throws when the answer holds none */
export function recordIn({ body }: Answer) {
  const bundle = bundleSchema.parse(JSON.parse(body.toString('utf8')));
  const resources = bundle.entry.map(({ resource }) => resource);
  const all = <Schema extends z.ZodType>(schema: Schema) =>
    resources.flatMap((resource): z.output<Schema>[] => {
      const { success, data } = schema.safeParse(resource);
      return success ? [data] : [];
    });
  return {
    id: bundle.id,
    resources,
    types: new Set(resources.map(({ resourceType }) => resourceType)),
    lists: all(listSchema),
    nhsNumbers: all(patientSchema).flatMap(({ identifier }) =>
      identifier.filter(({ system }) => system === 'https://fhir.nhs.uk/Id/nhs-number').map(({ value }) => value),
    ),
    warnings: all(warningSchema).flatMap(({ issue }) => issue.map(({ details }) => details.text)),
  };
}

/** The resource types that make up a clinical area, in the words of the features. */
export const AREAS: Readonly<Record<string, readonly string[]>> = {
  allergies: ['AllergyIntolerance'],
  medication: ['MedicationStatement', 'MedicationRequest', 'Medication'],
  consultations: ['Encounter'],
  problems: ['Condition'],
  immunisations: ['Immunization'],
  'test results': ['DiagnosticReport'],
  referrals: ['ReferralRequest'],
  'diary entries': ['ProcedureRequest'],
};
