import { randomUUID } from 'node:crypto';
import { createExpressApp, listen, type Logger, type Service } from '@cdg/http-server';
import { createDials } from '@cdg/stub-dials';
import { createDirectory, createPopulation, type Directory } from '@cdg/test-data';
import type { Express } from 'express';
import { answerDeepHealthcheck, answerHealthcheck } from './answer-health.ts';
import { answerSearch, type SearchContext } from './answer-search.ts';
import { askedOrganisation } from './asked-organisation.ts';
import type { SdsStubSettings } from './config.ts';
import { assignCorrelationId } from './correlation-id.ts';
import { createDirectoryIndex } from './directory-index.ts';
import { accreditedSystemSchema, messageHandlingSystemSchema } from './directory-records.ts';
import { createFindDevices } from './find-devices.ts';
import { createFindEndpoints } from './find-endpoints.ts';
import { createGatewayFront } from './gateway-front.ts';
import { logRequests } from './log-requests.ts';
import { createRenderFault } from './render-fault.ts';
import { ServiceFault } from './service-fault.ts';

export const BASE_PATH = '/spine-directory/FHIR/R4';
const PATHS = {
  device: `${BASE_PATH}/Device`,
  endpoint: `${BASE_PATH}/Endpoint`,
  health: `${BASE_PATH}/healthcheck`,
  deepHealth: `${BASE_PATH}/healthcheck/deep`,
} as const;
const LOGGED_PATHS = [...Object.values(PATHS), `${BASE_PATH}/_ping`, `${BASE_PATH}/_status`];

const DIRECTORY_SCHEMAS = {
  accreditedSystems: accreditedSystemSchema,
  messageHandlingSystems: messageHandlingSystemSchema,
};

const GRACE_MS = 1_000;

/** Party keys and suppliers' codes: any case will do live, not in the sandbox. */
const SAME_KEY = {
  live: (stored: string, asked: string) => stored.toLowerCase() === asked.toLowerCase(),
  sandbox: (stored: string, asked: string) => stored === asked,
} as const;

export interface SdsStubOptions {
  readonly settings: SdsStubSettings;
  readonly logger: Logger;
  readonly newId?: () => string;
}

/** The stub as an Express application: the API gateway's part in front, then the service behind it. */
export function createSdsStub({ settings, logger, newId = randomUUID }: SdsStubOptions) {
  const { mode } = settings;
  const dials = createDials({ seed: seedOf(settings), schemas: DIRECTORY_SCHEMAS, about: askedOrganisation });
  const newUpperCaseId = () => newId().toUpperCase();
  const app = createExpressApp();
  app.use(logRequests(logger, LOGGED_PATHS));
  dials.install(app);
  app.use(BASE_PATH, createGatewayFront(settings));
  app.use(assignCorrelationId(newUpperCaseId));
  addServiceRoutes(app, {
    index: createDirectoryIndex(dials.store),
    sameKey: SAME_KEY[mode],
    newId: newUpperCaseId,
  });
  app.use(createRenderFault(mode, logger));
  return { app, dials };
}

function seedOf({ providerUrl, population }: SdsStubSettings) {
  const directories: readonly Directory[] = [
    createDirectory({ providerUrl }),
    ...(population === undefined ? [] : [createPopulation(population).createDirectory({ providerUrl })]),
  ];
  return () => ({
    accreditedSystems: directories.flatMap(({ accreditedSystems }) => accreditedSystems),
    messageHandlingSystems: directories.flatMap(({ messageHandlingSystems }) => messageHandlingSystems),
  });
}

function addServiceRoutes(app: Express, context: SearchContext): void {
  app.all(PATHS.device, answerSearch(createFindDevices(context), context.newId));
  app.all(PATHS.endpoint, answerSearch(createFindEndpoints(context), context.newId));
  app.all(PATHS.health, answerHealthcheck);
  app.all(PATHS.deepHealth, answerDeepHealthcheck);
  app.use(() => {
    throw new ServiceFault('unknownPath', 'HTTP endpoint not found');
  });
}

/** Starts the stub; rejects when its address cannot be had. */
export async function startSdsStub(options: SdsStubOptions): Promise<Service> {
  const { app, dials } = createSdsStub(options);
  const running = await listen(app, { host: options.settings.host, port: options.settings.port });
  dials.bindListener(running);
  return { urls: { sds: running.url }, close: () => running.close(GRACE_MS) };
}
