import { join } from 'node:path';
import { workspaceRoot } from '@cdg/child-processes';
import { ensureDevelopmentKeys } from '@cdg/keys';
import { startGateway, type RunningGateway } from '@cdg/serve-fleet';
import { PDS_STUB_API_KEY, PDS_STUB_KEY_ID, SDS_STUB_API_KEY } from '@cdg/test-data';

/** The services that a gateway stands before. */
export interface Services {
  /** FHIR base URL. */
  readonly pds: string;
  readonly token: string;
  /** FHIR base URL. */
  readonly sds: string;
  /** Origin that takes the place of that of SDS's addresses. */
  readonly provider: string;
}

/** Starts the built gateway before these services as if they were real. It looks SDS up afresh for every request. */
export async function startGatewayBefore(
  { pds, token, sds, provider }: Services,
  { limits = {}, ...rest }: { readonly limits?: Readonly<Record<string, string>>; readonly signal?: AbortSignal } = {},
): Promise<RunningGateway> {
  const { privateKeyFile } = await ensureDevelopmentKeys(join(workspaceRoot, '.local/keys'));
  return startGateway({
    environment: {
      ...{ STUB_PDS: 'false', PDS_URL: pds, PDS_TOKEN_URL: token },
      ...{ PDS_API_KEY: PDS_STUB_API_KEY, PDS_KEY_ID: PDS_STUB_KEY_ID, PDS_PRIVATE_KEY_FILE: privateKeyFile },
      ...{ STUB_SDS: 'false', SDS_URL: sds, SDS_API_KEY: SDS_STUB_API_KEY },
      ...{ STUB_PROVIDER: 'true', PROVIDER_STUB_URL: provider },
      ...{ SDS_CACHE_TTL_MS: '0', RETRY_BACK_OFF_MS: '10', ...limits },
    },
    onLine: () => undefined,
    ...rest,
  });
}

export const PDS_BASE = '/personal-demographics/FHIR/R4';
export const TOKEN_PATH = '/oauth2/token';
export const SDS_BASE = '/spine-directory/FHIR/R4';

/** Services at these origins, each under its usual path. */
export function servicesAt(origins: {
  readonly pds: string;
  readonly sds: string;
  readonly provider: string;
}): Services {
  return {
    pds: `${origins.pds}${PDS_BASE}`,
    token: `${origins.pds}${TOKEN_PATH}`,
    sds: `${origins.sds}${SDS_BASE}`,
    provider: origins.provider,
  };
}
