import { createPdsAnswers } from './pds-answers.ts';
import { createProviderAnswers } from './provider-answers.ts';
import { createSdsAnswers } from './sds-answers.ts';
import { serveHttp } from './serve-http.ts';
import { readSettings } from '../program-settings.ts';
import { upstreamSettingsSchema } from './upstream-settings.ts';

/** PDS, SDS and the practices' systems in one process, for measurements. Ends with the process that started it. */
const { delayMs, pauseMs } = readSettings(upstreamSettingsSchema);
const onFirstMegabyte = () => process.send?.({ type: 'first-megabyte', at: Number(process.hrtime.bigint()) });
const provider = await serveHttp(createProviderAnswers({ pauseMs, onFirstMegabyte }), delayMs);
const pds = await serveHttp(createPdsAnswers(), delayMs);
const sds = await serveHttp(
  createSdsAnswers((odsCode) => `${provider.url}/${odsCode}/STU3/1/gpconnect/structured`),
  delayMs,
);
process.once('disconnect', () => process.exit());
process.once('SIGTERM', () => process.exit());
process.send?.({ type: 'listening', urls: { pds: pds.url, sds: sds.url, provider: provider.url } });
