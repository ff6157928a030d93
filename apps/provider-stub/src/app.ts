import { createExpressApp, type Logger } from '@cdg/http-server';
import { createDials, type Dials } from '@cdg/stub-dials';
import {
  createPopulation,
  createPractices,
  createRecords,
  SDS_STUB_API_KEY,
  type GpPractice,
  type GpRecord,
  type PopulationPlan,
} from '@cdg/test-data';
import type { Express } from 'express';
import { randomUUID } from 'node:crypto';
import { AWAITING_FILING_TEXT } from './bundle/list-notes.ts';
import { providerRoutes } from './provider-routes.ts';
import { refuseUnknownPath, writeRefusals } from './refusals.ts';
import { requestLog } from './request-log.ts';
import { requestSubject } from './request-subject.ts';
import { createSpineDirectory } from './ssp/spine-directory.ts';
import { sspRoutes } from './ssp/ssp-routes.ts';
import { ukDate } from './uk-date.ts';

const SDS_TIMEOUT_MS = 5000;
const SSP_TIMEOUT_MS = 10_000;

export interface ProviderData extends Record<string, { id: string }[]> {
  records: GpRecord[];
  practices: GpPractice[];
}

export interface ProviderStubOptions {
  readonly logger: Logger;
  /** Where the SSP part asks SDS; read at each call. */
  readonly sdsUrl: () => string;
  readonly sdsApiKey?: string;
  readonly sspTimeoutMs?: number;
  readonly publicUrl?: string | undefined;
  readonly awaitingFilingText?: string;
  readonly seed?: () => ProviderData;
  /** Patients whose records are derived when somebody asks for them, and their practices. */
  readonly population?: PopulationPlan | undefined;
  readonly now?: () => Date;
  readonly newId?: () => string;
}

export interface ProviderStub {
  readonly app: Express;
  readonly dials: Dials<ProviderData>;
}

/** The provider stub: the GP system of several practices, and the Spine Secure Proxy in front of it. */
export function createProviderStub(options: ProviderStubOptions): ProviderStub {
  const { logger, now = () => new Date(), newId = randomUUID } = options;
  const population = options.population && createPopulation(options.population);
  const practices = [...createPractices(), ...(population?.createPractices() ?? [])];
  const seed = options.seed ?? (() => ({ records: createRecords(ukDate(now())), practices }));
  const derived = { records: (nhsNumber: string) => population?.createRecord(nhsNumber) };
  const dials = createDials<ProviderData>({ seed, derived, about: requestSubject, now, newId });
  const app = createExpressApp();
  app.use(requestLog(logger, now));
  dials.install(app);
  app.use(sspFor(options, { dials, newId }));
  app.use(
    providerRoutes({
      findPractice: (odsCode) => dials.store.find('practices', odsCode),
      findRecord: (nhsNumber) => dials.store.find('records', nhsNumber),
      misbehave: (fault, req, res) => dials.misbehave(fault, req, res),
      publicUrl: options.publicUrl,
      awaitingFilingText: options.awaitingFilingText ?? AWAITING_FILING_TEXT,
      now,
      newId,
    }),
  );
  app.use(refuseUnknownPath);
  app.use(writeRefusals(logger));
  return { app, dials };
}

function sspFor(
  { sdsUrl, sdsApiKey = SDS_STUB_API_KEY, sspTimeoutMs = SSP_TIMEOUT_MS }: ProviderStubOptions,
  { dials, newId }: { dials: Dials<ProviderData>; newId: () => string },
) {
  return sspRoutes({
    directory: createSpineDirectory({ baseUrl: sdsUrl, apiKey: sdsApiKey, timeoutMs: SDS_TIMEOUT_MS }),
    sharing: {
      hasAgreement: (sender, receiver) => {
        const practice = dials.store.list('practices').find(({ asid }) => asid === receiver);
        return practice?.noSharingAgreementWith.includes(sender) !== true;
      },
    },
    timeoutMs: sspTimeoutMs,
    newId,
  });
}
