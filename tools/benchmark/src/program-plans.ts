import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { workspaceRoot } from '@cdg/child-processes';
import { BUILT_BASELINES } from './build-baselines.ts';
import { environmentFor, type ProgramSettings } from './programs/settings.ts';
import type { ProcessPlan } from './start-process.ts';

export type ProgramName = 'gateway' | 'limit' | 'naive';

export interface ProgramOptions {
  readonly sdsCache: boolean;
  /** Calls the practices through the Spine Secure Proxy. */
  readonly ssp?: boolean;
  readonly nodeFlags?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Where the program may put files. */
  readonly folder: string;
}

type Addresses = (service: string) => string;
type Planner = (addresses: Addresses, options: ProgramOptions) => ProcessPlan;

const PDS_PATH = '/personal-demographics/FHIR/R4';
const SDS_PATH = '/spine-directory/FHIR/R4';
const SSP_PATH = '/ssp';
const CACHE_TTL_MS = 300_000;

/** The programs that are compared. All three are told the same. */
export const PROGRAM_PLANS: Readonly<Record<ProgramName, Planner>> = {
  gateway: planGateway,
  limit: (addresses, options) => planBaseline('limit', addresses, options),
  naive: (addresses, options) => planBaseline('naive', addresses, options),
};

/** The built gateway, as in production: JSON logs go to a file, as its standard output. */
function planGateway(
  addresses: Addresses,
  { sdsCache, ssp = false, nodeFlags = [], environment, folder }: ProgramOptions,
) {
  return {
    name: 'the gateway',
    command: [...nodeFlags, join(workspaceRoot, 'apps/gateway/dist/main.js')],
    environment: {
      NODE_ENV: 'production',
      GATEWAY_HOST: '127.0.0.1',
      GATEWAY_PORT: '0',
      GATEWAY_ADMIN_PORT: '0',
      PDS_URL: addresses('pds') + PDS_PATH,
      PDS_TOKEN_URL: `${addresses('pds')}/oauth2/token`,
      PDS_API_KEY: 'benchmark',
      PDS_KEY_ID: 'benchmark',
      PDS_PRIVATE_KEY_FILE: join(workspaceRoot, '.local/keys/development-private-key.pem'),
      SDS_URL: addresses('sds') + SDS_PATH,
      SDS_API_KEY: 'benchmark',
      SDS_CACHE_TTL_MS: String(sdsCache ? CACHE_TTL_MS : 0),
      SSP_URL: ssp ? addresses('provider') + SSP_PATH : '',
      PROVIDER_ALLOWED_HOSTS: '127.0.0.1',
      IDENTITY_REQUIRED: 'false',
      AUDIT_FILE: join(folder, 'audit.jsonl'),
      AUDIT_ANCHOR_FILE: join(folder, 'audit.anchor'),
      AUDIT_ANCHOR_KEY: randomUUID(),
      AUDIT_PSEUDONYM_KEY: randomUUID(),
      LOG_LEVEL: 'info',
      ...environment,
    },
  };
}

function planBaseline(name: 'limit' | 'naive', addresses: Addresses, options: ProgramOptions): ProcessPlan {
  const settings: ProgramSettings = {
    pdsUrl: addresses('pds') + PDS_PATH,
    tokenUrl: `${addresses('pds')}/oauth2/token`,
    sdsUrl: addresses('sds') + SDS_PATH,
    ...(options.ssp === true && { sspUrl: addresses('provider') + SSP_PATH }),
    sdsCache: options.sdsCache,
  };
  return {
    name: name === 'limit' ? 'the limit' : 'the naive gateway',
    command: [...(options.nodeFlags ?? []), join(BUILT_BASELINES, `${name}.mjs`)],
    environment: { NODE_ENV: 'production', ...environmentFor(settings) },
  };
}
