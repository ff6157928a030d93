import { z } from 'zod';

const identifier = z.looseObject({ system: z.string().optional(), value: z.string().optional() });
const extension = z.looseObject({
  url: z.string().optional(),
  valueReference: z.looseObject({ identifier: identifier.optional() }).optional(),
});

/** The parts of an SDS Device that hold a system's ASID and party key. */
export const sdsDeviceSchema = z.looseObject({
  resourceType: z.literal('Device'),
  identifier: z.array(identifier).optional(),
});

/** The parts of an SDS Endpoint that hold a system's address and party key. */
export const sdsEndpointSchema = z.looseObject({
  resourceType: z.literal('Endpoint'),
  address: z.string().optional(),
  identifier: z.array(identifier).optional(),
  extension: z.array(extension).optional(),
  managingOrganization: z.looseObject({ identifier: identifier.optional() }).optional(),
});

/** A search answer of SDS. An absent `entry` means the same as an empty one. */
export const searchsetSchema = <Resource extends z.ZodType>(resource: Resource) =>
  z.looseObject({
    resourceType: z.literal('Bundle'),
    type: z.literal('searchset'),
    entry: z.array(z.looseObject({ resource })).default([]),
  });

export type SdsDevice = z.infer<typeof sdsDeviceSchema>;
export type SdsEndpoint = z.infer<typeof sdsEndpointSchema>;
