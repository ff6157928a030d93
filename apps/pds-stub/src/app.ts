import { randomUUID } from 'node:crypto';
import { MEDIA_TYPES } from '@cdg/fhir';
import { createExpressApp, listen, sendJson, type Logger, type Service } from '@cdg/http-server';
import { createDials, type Dials } from '@cdg/stub-dials';
import { createPeople, type PdsPerson } from '@cdg/test-data';
import { Router, type Express, type RequestHandler } from 'express';
import { answerPing, answerStatus } from './answer-health.ts';
import { askedPatient } from './asked-patient.ts';
import { BASE_PATH } from './base-path.ts';
import type { PdsStubSettings } from './config.ts';
import { logRequests } from './log-requests.ts';
import { mirrorRequestIds } from './mirror-request-ids.ts';
import { PERSON_SCHEMA } from './person-schema.ts';
import { derivePopulation } from './derive-population.ts';
import { createPatientRoutes, type PatientRoutesParts } from './patients/patient-routes.ts';
import { answerOptions, checkAccessMode, checkPath, checkRequestId, requireRequestId } from './proxy-checks.ts';
import { createRenderFault } from './render-fault.ts';
import { checkToken } from './tokens/check-token.ts';
import { createTokenEndpoint } from './tokens/token-endpoint.ts';
import { createTokenStore, type TokenStore } from './tokens/token-store.ts';

const GRACE_MS = 1_000;

export interface PdsStubOptions {
  readonly settings: PdsStubSettings;
  readonly logger: Logger;
  readonly now?: () => Date;
  readonly newId?: () => string;
}

export interface PdsStub {
  readonly app: Express;
  readonly dials: Dials<{ patients: PdsPerson[] }>;
}

/** The stub as an Express application: the token endpoint, and the PDS FHIR API behind its proxy's checks. */
export function createPdsStub(options: PdsStubOptions): PdsStub {
  const { settings, logger, now = () => new Date(), newId = randomUUID } = options;
  const population = derivePopulation(settings.population);
  const dials = createDials({
    seed: () => ({ patients: createPeople(now().toISOString().slice(0, 10)) }),
    derived: { patients: population.findPerson },
    about: askedPatient,
    schemas: { patients: PERSON_SCHEMA },
    now,
    newId,
  });
  const tokens = createTokenStore(now);
  const app = createExpressApp();
  app.use(logRequests(logger));
  app.use(BASE_PATH, mirrorRequestIds);
  dials.install(app);
  app.post('/_stub/tokens', giveToken(tokens, settings.tokenLifetimeMs));
  app.use(createTokenEndpoint({ settings, tokens, logger, now, newId }));
  app.use(BASE_PATH, createFhirApi(tokens, { dials, derivedPeople: population.people, now }));
  app.use(answerUnknownProxy);
  app.use(createRenderFault({ logger, newId }));
  return { app, dials };
}

/** In the order of the live service, which decides what a request with several faults is told. */
function createFhirApi(
  tokens: TokenStore,
  { dials, ...parts }: Pick<PdsStub, 'dials'> & Pick<PatientRoutesParts, 'derivedPeople' | 'now'>,
): Router {
  const router = Router({ caseSensitive: true, strict: true });
  router.get('/_ping', answerPing);
  router.get('/_status', answerStatus);
  router.use(answerOptions, checkToken(tokens), checkPath, checkRequestId, checkAccessMode);
  router.use(requireRequestId, createPatientRoutes({ store: dials.store, misbehave: dials.misbehave, ...parts }));
  return router;
}

/** For testers: a working token without an assertion. */
function giveToken(tokens: TokenStore, lifetimeMs: number): RequestHandler {
  return (_req, res) => {
    const body = { access_token: tokens.issue(lifetimeMs) };
    sendJson(res, { status: 200, contentType: MEDIA_TYPES.json, body });
  };
}

/** The API platform itself answers where it has no API. */
const answerUnknownProxy: RequestHandler = (_req, res) => {
  const fault = {
    faultstring: 'Unable to identify proxy for this host and url',
    detail: { errorcode: 'messaging.adaptors.http.flow.ApplicationNotFound' },
  };
  sendJson(res, { status: 404, contentType: MEDIA_TYPES.json, body: { fault } });
};

/** Starts the stub; rejects when its address cannot be had. */
export async function startPdsStub(options: PdsStubOptions): Promise<Service> {
  const { app, dials } = createPdsStub(options);
  const running = await listen(app, { host: options.settings.host, port: options.settings.port });
  dials.bindListener(running);
  return { urls: { pds: running.url }, close: () => running.close(GRACE_MS) };
}
