import { parse } from 'yaml';
import { z } from 'zod';

const dependency = z.object({
  condition: z.enum(['service_healthy', 'service_completed_successfully']),
});
const serviceSchema = z.looseObject({
  image: z.string(),
  build: z
    .looseObject({
      context: z.string().optional(),
      dockerfile: z.string().optional(),
      dockerfile_inline: z.string().optional(),
      args: z.record(z.string(), z.string()).default({}),
    })
    .optional(),
  command: z.array(z.string()).optional(),
  user: z.string().optional(),
  read_only: z.boolean().optional(),
  cap_drop: z.array(z.string()).default([]),
  networks: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string()).default({}),
  depends_on: z.record(z.string(), dependency).default({}),
  healthcheck: z.looseObject({ test: z.array(z.string()) }).optional(),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  restart: z.string().optional(),
});
const composeSchema = z.looseObject({
  services: z.record(z.string(), serviceSchema),
  networks: z.record(z.string(), z.looseObject({ name: z.string() })),
  volumes: z.record(z.string(), z.unknown()),
});

export type Service = z.output<typeof serviceSchema>;
export type Compose = z.output<typeof composeSchema>;

/** Reads a compose file written in the long forms. @throws where a service waits without a condition, and so for nothing */
export function readCompose(text: string): Compose {
  return composeSchema.parse(parse(text, { merge: true }));
}
