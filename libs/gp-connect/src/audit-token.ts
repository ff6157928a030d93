import { z } from 'zod';

const identifier = z.object({ system: z.string().min(1), value: z.string().min(1) });

/**
 * The ten claims of the GP Connect audit token, all of them mandatory.
 *
 * Source: GP Connect 1.6.2, cross-organisation audit and provenance.
 */
export const auditClaimsSchema = z
  .object({
    iss: z.url(),
    sub: z.string().min(1),
    aud: z.url(),
    iat: z.int(),
    exp: z.int(),
    reason_for_request: z.literal('directcare'),
    requested_scope: z.enum(['patient/*.read', 'patient/*.write', 'organization/*.read']),
    requesting_device: z.object({
      resourceType: z.literal('Device'),
      identifier: z.array(identifier).min(1),
      model: z.string().min(1),
      version: z.string().min(1),
    }),
    requesting_organization: z.object({
      resourceType: z.literal('Organization'),
      name: z.string().min(1),
      identifier: z.array(identifier).min(1),
    }),
    requesting_practitioner: z.object({
      resourceType: z.literal('Practitioner'),
      id: z.string().min(1),
      identifier: z.array(identifier).length(3),
      name: z
        .array(
          z.object({
            family: z.string().min(1),
            given: z.array(z.string().min(1)).min(1),
            prefix: z.array(z.string().min(1)).optional(),
          }),
        )
        .min(1),
    }),
  })
  .refine(({ iat, exp }) => exp - iat === 300, { path: ['exp'], error: 'expected iat + 300' })
  .refine(({ sub, requesting_practitioner: { id } }) => sub === id, {
    path: ['sub'],
    error: 'expected the practitioner id',
  });

export type AuditClaims = z.infer<typeof auditClaimsSchema>;
export type RequestingDevice = AuditClaims['requesting_device'];
export type RequestingPractitioner = AuditClaims['requesting_practitioner'];
export type RequestingOrganization = AuditClaims['requesting_organization'];
