import { createLogger, runProcess } from '@cdg/http-server';
import { startPdsStub } from './app.ts';
import { readPdsStubSettings } from './config.ts';

await runProcess(async () => {
  const settings = readPdsStubSettings(process.env);
  const logger = createLogger({ service: 'pds-stub', level: settings.logLevel });
  return { service: await startPdsStub({ settings, logger }), logger };
});
