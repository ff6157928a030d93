import { createExpressApp, type Logger } from '@cdg/http-server';
import { createDials, type Dials } from '@cdg/stub-dials';
import { createPractices, createRecords, type GpPractice, type GpRecord } from '@cdg/test-data';
import type { Express } from 'express';
import { randomUUID } from 'node:crypto';
import { AWAITING_FILING_TEXT } from './bundle/list-notes.ts';
import { providerRoutes } from './provider-routes.ts';
import { refuseUnknownPath, writeRefusals } from './refusals.ts';
import { requestLog } from './request-log.ts';
import { requestSubject } from './request-subject.ts';
import { ukDate } from './uk-date.ts';

export interface ProviderData extends Record<string, { id: string }[]> {
  records: GpRecord[];
  practices: GpPractice[];
}

export interface ProviderStubOptions {
  readonly logger: Logger;
  readonly seed?: () => ProviderData;
  readonly publicUrl?: string | undefined;
  readonly awaitingFilingText?: string | undefined;
  readonly now?: () => Date;
  readonly newId?: () => string;
}

export interface ProviderStub {
  readonly app: Express;
  readonly dials: Dials<ProviderData>;
}

/** The provider stub: the GP system of several practices, and the Spine Secure Proxy in front of it. */
export function createProviderStub(options: ProviderStubOptions): ProviderStub {
  const { logger, now = () => new Date(), newId = randomUUID, publicUrl } = options;
  const seed = options.seed ?? (() => ({ records: createRecords(ukDate(now())), practices: createPractices() }));
  const dials = createDials<ProviderData>({ seed, about: requestSubject, now, newId });
  const app = createExpressApp();
  app.use(requestLog(logger, now));
  dials.install(app);
  app.use(
    providerRoutes({
      findPractice: (odsCode) => dials.store.find('practices', odsCode),
      findRecord: (nhsNumber) => dials.store.find('records', nhsNumber),
      misbehave: (fault, req, res) => dials.misbehave(fault, req, res),
      publicUrl,
      awaitingFilingText: options.awaitingFilingText ?? AWAITING_FILING_TEXT,
      now,
      newId,
    }),
  );
  app.use(refuseUnknownPath);
  app.use(writeRefusals(logger));
  return { app, dials };
}
