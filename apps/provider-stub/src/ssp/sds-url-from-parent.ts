import { z } from 'zod';

const messageSchema = z.object({ type: z.literal('sds-stub-url'), url: z.url() });

/** What tells this process something: itself, as far as its parent is concerned. */
export interface Messages {
  on(event: 'message', listener: (message: unknown) => void): unknown;
}

/** Where SDS is: as configured, until the process that runs the fleet sends the address on which its SDS stub listens. */
export function sdsUrlFromParent(configured: string, parent: Messages = process): () => string {
  let current = configured;
  parent.on('message', (message) => {
    const told = messageSchema.safeParse(message);
    if (told.success) current = told.data.url.replace(/\/+$/, '');
  });
  return () => current;
}
