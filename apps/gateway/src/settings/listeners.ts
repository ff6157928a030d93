import { port } from '@cdg/http-server';
import { z } from 'zod';

/** Where the gateway listens. */
export const listeners = {
  GATEWAY_HOST: z.string().default('127.0.0.1'),
  GATEWAY_PORT: port(5000),
  GATEWAY_ADMIN_PORT: port(5001),
};
