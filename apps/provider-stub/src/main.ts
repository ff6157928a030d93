import { createLogger, listen, runProcess } from '@cdg/http-server';
import { createProviderStub } from './app.ts';
import { readProviderStubSettings } from './settings.ts';
import { sdsUrlFromParent } from './ssp/sds-url-from-parent.ts';

const GRACE_MS = 2000;

await runProcess(async () => {
  const settings = readProviderStubSettings(process.env);
  const logger = createLogger({ service: 'provider-stub', level: settings.LOG_LEVEL });
  const { app, dials } = createProviderStub({
    logger,
    sdsUrl: sdsUrlFromParent(settings.SDS_STUB_URL),
    sdsApiKey: settings.SDS_API_KEY,
    sspTimeoutMs: settings.SSP_TIMEOUT_MS,
    publicUrl: settings.PROVIDER_STUB_URL,
    awaitingFilingText: settings.AWAITING_FILING_TEXT,
    population: settings.POPULATION_FILE,
  });
  const running = await listen(app, { host: settings.STUB_HOST, port: settings.PROVIDER_STUB_PORT });
  dials.bindListener(running);
  return { logger, service: { urls: { provider: running.url }, close: () => running.close(GRACE_MS) } };
});
