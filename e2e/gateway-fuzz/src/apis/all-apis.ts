import type { Api } from './api.ts';
import { gateway } from './gateway.ts';
import { pds } from './pds.ts';
import { provider } from './provider.ts';
import { sds } from './sds.ts';

/** Those that take longest come first. */
export const APIS: readonly Api[] = [gateway, provider, pds, sds];
