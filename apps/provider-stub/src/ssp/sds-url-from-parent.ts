import { z } from 'zod';

const messageSchema = z.object({ type: z.literal('sds-stub-url'), url: z.url() });

/** Where SDS is: as configured, until the process that runs the fleet sends the address on which its SDS stub listens. */
export function sdsUrlFromParent(configured: string): () => string {
  let current = configured;
  process.on('message', (message: unknown) => {
    const told = messageSchema.safeParse(message);
    if (told.success) current = told.data.url.replace(/\/+$/, '');
  });
  return () => current;
}
