import { createLogger, runProcess } from '@cdg/http-server';
import { readSdsStubSettings } from './config.ts';
import { startSdsStub } from './sds-stub.ts';

await runProcess(async () => {
  const settings = readSdsStubSettings(process.env);
  const logger = createLogger({ service: 'sds-stub', level: settings.logLevel });
  return { service: await startSdsStub({ settings, logger }), logger };
});
