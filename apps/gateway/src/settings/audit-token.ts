import { httpUrl } from '@cdg/http-server';
import { z } from 'zod';

/** The system that asks, as the audit token has it. */
export const auditToken = {
  AUDIT_ISSUER: httpUrl().default('https://clinical-data-gateway.example'),
  /** The gateway itself, for consumers that do not describe their software. */
  AUDIT_DEVICE_ID: z.string().default('clinical-data-gateway'),
  AUDIT_DEVICE_VERSION: z.string().default('0.1.0'),
};
