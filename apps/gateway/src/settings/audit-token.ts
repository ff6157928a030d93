import { httpUrl } from '@cdg/http-server';
import { z } from 'zod';

/** Who asks, until callers bring their own identity: one configured person and system. */
export const auditToken = {
  AUDIT_ISSUER: httpUrl().default('https://clinical-data-gateway.example'),
  AUDIT_DEVICE_ID: z.string().default('clinical-data-gateway'),
  AUDIT_DEVICE_VERSION: z.string().default('0.1.0'),
  AUDIT_PRACTITIONER_ID: z.string().default('synthetic-practitioner'),
  AUDIT_PRACTITIONER_FAMILY: z.string().default('Synthetic'),
  AUDIT_PRACTITIONER_GIVEN: z.string().default('Practitioner'),
  AUDIT_SDS_USER_ID: z.string().default('UNK'),
  AUDIT_SDS_ROLE_PROFILE_ID: z.string().default('UNK'),
};
