import { parse } from 'yaml';
import { z } from 'zod';

const httpsUrl = () => z.url({ protocol: /^https$/ });
const rate = z.strictObject({
  quota: z.strictObject({
    enabled: z.boolean(),
    limit: z.int().positive(),
    interval: z.int().positive(),
    timeunit: z.enum(['minute', 'hour']),
  }),
  spikeArrest: z.strictObject({ enabled: z.boolean(), ratelimit: z.string().regex(/^\d+p[ms]$/) }),
});

const templateSchema = z.strictObject({
  securityScheme: z.strictObject({ name: z.string(), assuranceLevel: z.enum(['aal2', 'aal3']) }),
  /** `x-nhsd-apim` but for the target's address. */
  extension: z.strictObject({
    temporary: z.boolean(),
    monitoring: z.boolean(),
    access: z.array(z.strictObject({ title: z.string(), grants: z.record(z.string(), z.array(z.string())) })).min(1),
    target: z.strictObject({
      type: z.literal('external'),
      healthcheck: z.string().startsWith('/'),
      security: z.strictObject({ type: z.literal('mtls'), secret: z.string() }),
    }),
    'target-identity': z.array(z.string()),
    ratelimiting: z.strictObject({ proxy: rate, 'app-default': rate }),
  }),
  environments: z.record(z.string(), z.strictObject({ server: httpsUrl(), oauth2: httpsUrl(), target: httpsUrl() })),
});

export type ProxyTemplate = z.output<typeof templateSchema>;

/** Reads infrastructure/apim/proxy.yaml. @throws ZodError when it says something that the proxy's generator would not know */
export function readProxyTemplate(text: string): ProxyTemplate {
  return templateSchema.parse(parse(text));
}
