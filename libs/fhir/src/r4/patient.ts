import { z } from 'zod';

const period = z.looseObject({ start: z.string().optional(), end: z.string().optional() });

/**
 * The parts of a PDS Patient that decide where its record is. Loose: everything else passes unread.
 *
 * Source: PDS FHIR API, Patient; `generalPractitioner` is a logical reference to a practice with a period.
 */
export const pdsPatientSchema = z.looseObject({
  resourceType: z.literal('Patient'),
  id: z.string(),
  meta: z
    .looseObject({ security: z.array(z.looseObject({ system: z.string().optional(), code: z.string() })).optional() })
    .optional(),
  generalPractitioner: z
    .array(
      z.looseObject({
        identifier: z.looseObject({ system: z.string().optional(), value: z.string(), period: period.optional() }),
      }),
    )
    .optional(),
});

export type PdsPatient = z.infer<typeof pdsPatientSchema>;
